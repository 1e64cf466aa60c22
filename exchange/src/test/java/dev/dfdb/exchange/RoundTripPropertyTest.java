package dev.dfdb.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever values entities have, they come back from each format. */
class RoundTripPropertyTest {

  private static final long MAX_SECONDS = 100_000_000_000L;

  private static Arbitrary<String> strings() {
    return Arbitraries.strings()
        .withChars("ab\"\\;,:#\n\r\t {}[]'é\uFFFD\u2028\u00A0")
        .ofMaxLength(8);
  }

  @Provide
  Arbitrary<Map<String, Object>> entities() {
    Map<String, Arbitrary<?>> values = new LinkedHashMap<>();
    values.put(":x/string", strings());
    values.put(":x/strings", strings().list().ofMinSize(1).ofMaxSize(3));
    values.put(":x/boolean", Arbitraries.of(true, false));
    values.put(":x/longs", Arbitraries.longs().list().ofMinSize(1).ofMaxSize(3));
    values.put(
        ":x/bigint",
        Arbitraries.bigIntegers().between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40)));
    values.put(":x/float", Arbitraries.floats());
    values.put(":x/double", Arbitraries.doubles());
    values.put(
        ":x/bigdec",
        Arbitraries.bigDecimals()
            .between(BigDecimal.TEN.pow(30).negate(), BigDecimal.TEN.pow(30))
            .ofScale(12));
    values.put(
        ":x/instant",
        Combinators.combine(
                Arbitraries.longs().between(-MAX_SECONDS / 2, MAX_SECONDS),
                Arbitraries.integers().between(0, 999_999_999))
            .as(Instant::ofEpochSecond));
    values.put(
        ":x/uuid", Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new));
    values.put(
        ":x/keyword",
        strings().filter(text -> !text.isEmpty()).map(name -> Keyword.of("a b", name)));
    values.put(
        ":x/symbol", strings().filter(text -> !text.isEmpty()).map(name -> Symbol.of(null, name)));
    values.put(":x/bytes", Arbitraries.bytes().array(byte[].class).ofMaxSize(6));
    values.put(":x/ref", Arbitraries.of("0", "1"));
    values.put(
        ":x/free",
        Arbitraries.oneOf(
            strings(),
            Arbitraries.longs(),
            Arbitraries.doubles(),
            strings().list().ofMaxSize(2)));
    return Arbitraries.subsetOf(values.keySet()).flatMap(chosen -> {
      Arbitrary<Map<String, Object>> made = Arbitraries.just(Map.of());
      for (String attribute : chosen) {
        Arbitrary<?> own = Objects.requireNonNull(values.get(attribute));
        made = Combinators.combine(made, own).as((map, value) -> {
          Map<String, Object> more = new LinkedHashMap<>(map);
          more.put(attribute, value);
          return more;
        });
      }
      return made;
    });
  }

  @Property(tries = 25)
  void valuesComeBackAsTheyWere(
      @ForAll List<@net.jqwik.api.From("entities") Map<String, Object>> entities)
      throws IOException {
    try (Connection source = Dfdb.createDb()) {
      source.transact(RoundTripTest.SCHEMA);
      List<Map<String, Object>> forms = new ArrayList<>();
      for (int i = 0; i < entities.size() + 2; i++) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put(":db/id", Integer.toString(i));
        form.put(":x/id", i);
        form.putAll(i < entities.size() ? entities.get(i) : Map.of());
        forms.add(form);
      }
      source.transact(forms);
      Exporter exporter = Exporter.of(source.db());
      for (Format format : Format.values()) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.to(out, format);
        String text = out.toString(StandardCharsets.UTF_8);
        try (Connection target = Dfdb.createDb()) {
          ImportReport report = Importer.of(Source.text("export", text), format)
              .mapping(format == Format.EDN ? Mapping.inferred("row") : exporter.mapping())
              .batchRows(3)
              .run(target);
          assertEquals(List.of(), report.problems(), text);
          assertEquals(Contents.of(source.db()), Contents.of(target.db()), text);
        }
      }
    }
  }
}

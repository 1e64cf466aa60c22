package dev.dfdb.edn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.SyntaxException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EdnPrintTest {

  @Test
  void formsPrintAsTheyAreWritten() {
    for (String text : List.of(
        "[:find ?e . :where [?e :a/b \"x\\ny\"] (not [?e :c])]",
        "{:a 1, :b [nil true 1.5 2N 3.0M]}",
        "#{1 2}",
        "#inst \"2026-11-21T00:00:00Z\"",
        "#uuid \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"",
        "#uri \"http://example.com/\"",
        "#base64 \"AQL/\"",
        "#float 0.1",
        "#my/tag {:a 1}",
        "[\\a \\newline \\space \\u00e9]",
        "##NaN",
        "\"\\\\\\u0000\"",
        "\"\\ud800\"")) {
      assertEquals(text, Edn.print(Edn.read(text)));
    }
  }

  @Test
  void narrowNumbersDatesAndArraysPrintAsTheirWiderTypes() {
    assertEquals("[1 2 3]", Edn.print(new Object[] {(byte) 1, (short) 2, 3}));
    assertEquals("#inst \"1970-01-01T00:00:00Z\"", Edn.print(Date.from(Instant.EPOCH)));
  }

  @Test
  void keywordsTheNotationCannotWriteAreTagged() {
    assertEquals("#dfdb/keyword [nil \"a b\"]", Edn.print(Keyword.of(null, "a b")));
    assertEquals("#dfdb/symbol [\"a\" \"b/c\"]", Edn.print(Symbol.of("a", "b/c")));
    assertEquals("#dfdb/symbol [nil \"nil\"]", Edn.print(Symbol.of(null, "nil")));
  }

  @Test
  void whatEdnCannotWriteIsAnError() {
    assertThrows(InvalidValueException.class, () -> Edn.print(Thread.State.NEW));
    assertThrows(InvalidValueException.class, () -> Edn.print(new Tagged(Symbol.of("1a"), 1)));
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThrows(InvalidValueException.class, () -> Edn.print(itself));
  }

  @Property(tries = 2000)
  void whatIsPrintedReadsBackAsItWas(@ForAll("values") Object value) {
    Object read = Edn.read(Edn.print(value));
    assertEquals(value, read);
    assertEquals(Edn.print(value), Edn.print(read));
  }

  @Property(tries = 500)
  void bytesReadBack(@ForAll byte[] bytes) {
    assertArrayEquals(bytes, assertInstanceOf(byte[].class, Edn.read(Edn.print(bytes))));
  }

  @Property(tries = 2000)
  void anyTextIsReadOrRefused(@ForAll("ednLikeTexts") String text) {
    try {
      List<?> forms = Edn.readAll(text);
      assertEquals(forms.size(), Edn.readAll(text).size());
    } catch (SyntaxException refused) {
      assertEquals(true, refused.line() >= 1 && refused.column() >= 1);
    }
  }

  @Provide
  Arbitrary<String> ednLikeTexts() {
    return Arbitraries.of(
            "(", ")", "[", "]", "{", "}", "#", "_", ":", "\"", "\\", "a", "1", ".", "/", "-", "N",
            "M", "e", "inst", " ", "\n", ";", "\u00e9", "\ud800")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> leaf = Arbitraries.oneOf(List.of(
        Arbitraries.just(true).asGeneric(),
        Arbitraries.longs().asGeneric(),
        Arbitraries.bigIntegers().map(n -> n.multiply(BigInteger.TEN.pow(10))).asGeneric(),
        Arbitraries.doubles().asGeneric(),
        Arbitraries.floats().asGeneric(),
        Combinators.combine(Arbitraries.bigIntegers(), Arbitraries.integers().between(-400, 400))
            .as(BigDecimal::new)
            .asGeneric(),
        Arbitraries.strings().ofMaxLength(8).asGeneric(),
        Arbitraries.chars().asGeneric(),
        Combinators.combine(
                Arbitraries.strings().ofMinLength(1).ofMaxLength(4).injectNull(0.5), names())
            .as(Keyword::new)
            .asGeneric(),
        Combinators.combine(names().injectNull(0.5), names()).as(Symbol::new).asGeneric(),
        Combinators.combine(
                Arbitraries.longs()
                    .between(
                        Instant.MIN.getEpochSecond() + 86400 * 366,
                        Instant.MAX.getEpochSecond() - 86400 * 366),
                Arbitraries.integers().between(0, 999_999_999))
            .as(Instant::ofEpochSecond)
            .asGeneric(),
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
            .as(UUID::new)
            .asGeneric(),
        Arbitraries.of(URI.create("http://a/b?c=%20"), URI.create("urn:x:y")).asGeneric()));
    return Arbitraries.recursive(() -> leaf, EdnPrintTest::nested, 0, 3);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMinLength(1).ofMaxLength(4),
        Arbitraries.of("a", "b-c", "?x", "1", "-1", "nil", "true", "/", "#a", ":", "a#"));
  }

  private static Arbitrary<Object> nested(Arbitrary<Object> inner) {
    Arbitrary<List<Object>> some = inner.injectNull(0.1).list().ofMaxSize(4);
    return Arbitraries.oneOf(List.of(
        inner,
        some.asGeneric(),
        some.map(EdnList::copyOf).asGeneric(),
        some.map(LinkedHashSet::new).asGeneric(),
        some.map(EdnPrintTest::pairs).asGeneric(),
        inner.map(value -> new Tagged(Symbol.of("a/b"), value)).asGeneric()));
  }

  private static Map<Object, Object> pairs(List<Object> keys) {
    Map<Object, Object> map = new LinkedHashMap<>();
    keys.forEach(key -> map.put(key, (long) keys.size()));
    map.replaceAll((key, value) -> Arrays.asList(value, key));
    return map;
  }
}

package dev.dfdb.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.AttributeInfo;
import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Edn;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.ImportException;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is exported can be imported again. */
class RoundTripTest {

  static final String SCHEMA = """
      [{:db/ident :x/id :db/valueType :db.type/long :db/unique :db.unique/identity}
       {:db/ident :x/string :db/valueType :db.type/string}
       {:db/ident :x/strings :db/valueType :db.type/string :db/cardinality :db.cardinality/many}
       {:db/ident :x/boolean :db/valueType :db.type/boolean}
       {:db/ident :x/longs :db/valueType :db.type/long :db/cardinality :db.cardinality/many}
       {:db/ident :x/bigint :db/valueType :db.type/bigint}
       {:db/ident :x/float :db/valueType :db.type/float}
       {:db/ident :x/double :db/valueType :db.type/double}
       {:db/ident :x/bigdec :db/valueType :db.type/bigdec}
       {:db/ident :x/instant :db/valueType :db.type/instant}
       {:db/ident :x/uuid :db/valueType :db.type/uuid}
       {:db/ident :x/uri :db/valueType :db.type/uri}
       {:db/ident :x/keyword :db/valueType :db.type/keyword}
       {:db/ident :x/symbol :db/valueType :db.type/symbol}
       {:db/ident :x/bytes :db/valueType :db.type/bytes}
       {:db/ident :x/ref :db/valueType :db.type/ref}
       {:db/ident :x/refs :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}
       {:db/ident :x/tuple :db/valueType :db.type/tuple
        :db/tupleTypes [:db.type/string :db.type/long]}
       {:db/ident :color/red}]
      """;

  private final Connection source = Dfdb.createDb();
  private final Connection target = Dfdb.createDb();

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  private void fill() {
    source.transact(SCHEMA);
    source.transact("[{:db/ident :x/id+string :db/valueType :db.type/tuple"
        + " :db/tupleAttrs [:x/id :x/string]}]");
    source.transact("""
        [{:db/id "a" :x/id 1 :x/string "" :x/strings ["" "a;b" "c\\\\d" "e\\"f" "g\\nh"] :x/boolean false
          :x/longs [-9223372036854775808 0 9223372036854775807]
          :x/bigint 123456789012345678901234567890N :x/float #float 1.1 :x/double 0.1
          :x/bigdec 1.50M :x/instant #inst "0001-02-03T04:05:06.789012345Z"
          :x/uuid #uuid "6f2c1a6e-4a11-4a64-9d0b-5a4dfb7f0a01" :x/uri #uri "http://x.org/?a=b;c"
          :x/keyword :a/b :x/symbol a.b/c :x/bytes #base64 "AAEC/w==" :x/ref "b"
          :x/refs ["a" "b" "c" :color/red] :x/tuple ["t\\"," nil]
          :x/free "text" :y/map {:a [1 2.0 "x"]}}
         {:db/id "b" :x/id 2 :x/string " , \\r\\n\\t\\"'é€😀\\u0000" :x/double ##NaN :x/float #float 3.4028234663852886E38
          :x/ref "c" :x/free 42 :x/keyword #dfdb/keyword ["a b" "c"] :x/bigdec 1E-100M
          :x/strings [""] :y/map #{:a} :x/symbol #dfdb/symbol [nil "1"]}
         {:db/id "c" :x/id 3 :x/double ##-Inf :x/ref "a" :x/free [:a {:b nil}] :x/string ":colon"
          :x/uri #uri "" :x/bytes #base64 "" :x/bigdec 100000000000000000000000000000.000M}]
        """);
    source.transact("[[:db/retract [:x/id 2] :x/free]]");
    source.transact("[{:x/id 4 :x/string \"later\"}]");
  }

  private String export(Exporter exporter, Format format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    exporter.to(bytes, format);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void load(String text, Format format, Mapping mapping) throws IOException {
    ImportReport report = Importer.of(Source.text("export", text), format)
        .mapping(mapping)
        .batchRows(2)
        .run(target);
    assertEquals(List.of(), report.problems(), text);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void everyTypeOfValueComesBackAsItWas(Format format) throws IOException {
    fill();
    Exporter exporter = Exporter.of(source.db());
    if (format == Format.EDN) {
      load(export(exporter, format), format, Mapping.inferred("row"));
      assertEquals(
          attribute(source, ":x/tuple").tuple(), attribute(target, ":x/tuple").tuple());
    } else {
      target.transact("[{:db/ident :color/red}]");
      Mapping mapping = exporter.mapping();
      load(export(exporter, format), format, MappingDocument.read(MappingDocument.write(mapping)));
    }
    var expected = Contents.of(source.db());
    if (format != Format.EDN) {
      expected.values().forEach(entity -> entity.remove(dev.dfdb.edn.Keyword.of("x/id+string")));
    }
    assertEquals(expected, Contents.of(target.db()));
    assertTrue(target.verify().isSound());
  }

  @Test
  void anExportIsOfOneMoment() throws IOException {
    fill();
    Db then = source.db();
    source.transact("[[:db/retractEntity [:x/id 4]] {:x/id 5}]");
    String text =
        export(Exporter.of(then).having(":x/id").attributes(":x/id", ":x/string"), Format.CSV);
    assertTrue(text.startsWith("db/id,x/id,x/string\n"), text);
    assertTrue(text.contains(",4,later\n"), text);
    assertEquals(
        List.of("1", "2", "3", "5"),
        export(Exporter.of(source.db()).attributes(":x/id"), Format.JSON_LINES)
            .lines()
            .map(line -> line.replaceAll(".*\"x/id\":|}", ""))
            .toList());
  }

  @Test
  void answersAndPatternsAreExported() throws IOException {
    fill();
    Exporter exporter = Exporter.of(source.db());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var result =
        source.db().q("[:find ?id ?k :where [?e :x/id ?id] [?e :x/keyword ?k] [?e :x/boolean _]]");
    assertEquals(1, exporter.rows(result, out, Format.CSV));
    exporter.rows(result, out, Format.JSON_LINES);
    exporter.rows(result, out, Format.EDN);
    exporter.having(":x/uuid").pulled("[:x/id {:x/ref [:x/id]}]", out, Format.JSON_LINES);
    exporter.having(":x/uuid").pulled("[:x/id {:x/ref [:x/id]}]", out, Format.EDN);
    assertEquals("""
        id,k
        1,:a/b
        {"id":1,"k":":a/b"}
        {:id 1, :k :a/b}
        {"x/id":1,"x/ref":{"x/id":2}}
        {:x/id 1, :x/ref {:x/id 2}}
        """, out.toString(StandardCharsets.UTF_8));
    assertThrows(ImportException.class, () -> exporter.pulled("[*]", out, Format.JSON_LINES));
    assertThrows(ImportException.class, () -> exporter.having(":x/nothing").to(out, Format.CSV));
  }

  @Test
  void theLogCanBeTransactedAgain() throws IOException {
    fill();
    source.transact("[{:dimension/name :time/shipped :dimension/type :instant}]");
    source.transact(Edn.read("""
        {:tx-data [{:x/id 4 :x/string "shipped" :x/new 1}] :tx-meta {:audit/user "ada"}
         :time-dimensions {:time/shipped #inst "2026-01-02"}}
        """) instanceof java.util.Map<?, ?> map ? map : java.util.Map.of());
    source.transact("[[:db/add :x/new :db/ident :x/renamed] [:db/retractEntity [:x/id 3]]]");
    source.transact("[{:x/id 5 :x/renamed 2}]");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long count = Exporter.of(source.db()).transactions(source.log(), out);
    String text = out.toString(StandardCharsets.UTF_8);
    ImportReport report =
        Importer.of(Source.text("log.edn", text)).keepOrigins().run(target);
    assertEquals(List.of(), report.problems(), text);
    assertEquals(count, report.rows());
    assertEquals(
        Contents.of(source.db()).toString(),
        Contents.of(target.db()).toString().replaceAll(":dfdb.import/origin=\\[[^]]*], ", ""));
    assertEquals(changes(source), changes(target));
    assertEquals(
        1,
        target
            .db()
            .asOf(
                java.util.Map.of(":time/shipped", java.time.Instant.parse("2026-01-03T00:00:00Z")))
            .q("[:find ?e :where [?e :x/string \"shipped\"]]")
            .size());
    assertEquals(
        1,
        target
            .db()
            .q("[:find ?t :where [?t :audit/user \"ada\"] [_ :x/string \"shipped\" ?t]]")
            .size());
  }

  private static AttributeInfo attribute(Connection connection, String name) {
    return Objects.requireNonNull(connection.db().attribute(name));
  }

  /** How many strings each transaction that has some asserts and retracts. */
  private static List<String> changes(Connection connection) {
    List<String> changes = new ArrayList<>();
    long string = attribute(connection, ":x/string").id();
    try (Stream<LoggedTransaction> log = connection.log().txRange(null, null)) {
      log.forEach(transaction -> {
        List<String> own = transaction.datoms().stream()
            .filter(datom -> datom.a() == string)
            .map((Datom datom) -> datom.added() + " " + Edn.print(datom.v()))
            .sorted()
            .toList();
        if (!own.isEmpty()) {
          changes.add(own.toString());
        }
      });
    }
    assertFalse(changes.isEmpty());
    return changes;
  }
}

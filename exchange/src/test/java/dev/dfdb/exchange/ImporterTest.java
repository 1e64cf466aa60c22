package dev.dfdb.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.ImportException;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.RowProblem;
import dev.dfdb.exchange.mapping.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of a text that is imported, and of the rows in it that are wrong. */
class ImporterTest {

  private static final Mapping PEOPLE = Mapping.inferred("p");

  @TempDir
  private Path folder = Path.of("");

  private final Connection connection = Dfdb.createDb();

  @AfterEach
  void close() {
    connection.close();
  }

  private ImportReport load(String name, String text, Mapping mapping) throws IOException {
    return Importer.of(Source.text(name, text)).mapping(mapping).run(connection);
  }

  private List<?> ask(String query) {
    return connection.db().q(query).values();
  }

  private Object pull(String pattern, String attribute, Object value) {
    Object found = connection.db().pull(pattern, List.of(Keyword.of(attribute), value));
    assertNotNull(found);
    return found;
  }

  @Test
  void columnsGoToAttributesOfTheirNameWithTheTypeThatTheirValuesHave() throws IOException {
    ImportReport report = load("people.csv", """
        Name,born on,Height,n,ok,id,zip
        "Lovelace, Ada",1815-12-10,1.65,9007199254740993,true,6f2c1a6e-4a11-4a64-9d0b-5a4dfb7f0a01,01234
        "Hopper, ""Grace""\",1906-12-09T08:30:00Z,1.7,2,false,6f2c1a6e-4a11-4a64-9d0b-5a4dfb7f0a02,
        """, PEOPLE.withKey("Name"));
    assertEquals(2, report.imported());
    assertEquals(List.of(), report.problems());
    Map<?, ?> ada = (Map<?, ?>) pull("[*]", "p/Name", "Lovelace, Ada");
    assertEquals(Instant.parse("1815-12-10T00:00:00Z"), ada.get(Keyword.of("p/born-on")));
    assertEquals(1.65, ada.get(Keyword.of("p/Height")));
    assertEquals(9007199254740993L, ada.get(Keyword.of("p/n")));
    assertEquals(true, ada.get(Keyword.of("p/ok")));
    assertEquals("01234", ada.get(Keyword.of("p/zip")));
    Map<?, ?> grace = (Map<?, ?>) pull("[*]", "p/Name", "Hopper, \"Grace\"");
    assertEquals(null, grace.get(Keyword.of("p/zip")));
    assertEquals(
        Keyword.of("db.type/uuid"),
        Objects.requireNonNull(connection.db().attribute(Keyword.of("p/id"))).valueType());
    assertEquals(7, report.inferred().size());
    String zip = report.inferred().get(6).toString();
    assertEquals("zip -> :p/zip string (1 values in 2 rows)", zip);
  }

  @Test
  void whatWasFoundOutIsReportedWithWhatSpeaksAgainstIt() throws IOException {
    StringBuilder text = new StringBuilder("n,m\n");
    for (int i = 1; i < 100; i++) {
      text.append(i).append(',').append(i == 50 ? "none" : i).append('\n');
    }
    ImportReport report = load("a.csv", text.toString(), PEOPLE.agreement(0.9));
    assertEquals(
        "m -> :p/m long (99 values in 99 rows; 98 are, but not that of line 51: none)",
        report.inferred().get(1).toString());
    assertEquals(1, report.rejected());
    assertEquals(
        "row 50, line 51, column 4, m: a whole number of 64 bits, such as 42 belongs here: none",
        report.problems().get(0).toString());
    ImportReport exact = load("b.csv", text.toString(), Mapping.inferred("q"));
    assertEquals(
        "m -> :q/m string (99 values in 99 rows; 98 would be long, but not that of line 51: none)",
        exact.inferred().get(1).toString());
    assertEquals(0, exact.rejected());
  }

  @Test
  void rowsThatAreWrongAreToldWithLineAndColumnAndTheOthersAreThere() throws IOException {
    connection.transact("""
        [{:db/ident :p/email :db/valueType :db.type/string :db/unique :db.unique/value}]
        """);
    Path rejects = folder.resolve("rejects.csv");
    String text = """
        email,age
        a@x.org,1
        b@x.org,
        "broken"quote,3
        c@x.org,many
        d@x.org,4,5
        a@x.org,6
        "two
        lines",7
        e@x.org,8
        "never closed,9
        f@x.org,10
        """;
    List<RowProblem> told = new ArrayList<>();
    ImportReport report = Importer.of(Source.text("people.csv", text))
        .mapping(PEOPLE.with("age", Column.to("p/age").type(ColumnType.LONG)))
        .rejects(rejects)
        .onProblem(told::add)
        .run(connection);
    assertEquals(
        List.of(
            "row 3, line 4, column 1: a separator belongs behind a closing quote; a quote in a field"
                + " is written twice: \"broken\"quote,3",
            "row 4, line 5, column 9, age: a whole number of 64 bits, such as 42 belongs here: many",
            "row 5, line 6, column 1: a row has 2 fields, and this one 3: d@x.org,4,5",
            "row 9, line 11, column 1: a field whose closing quote is missing: \"never closed,9"),
        told.stream()
            .map(RowProblem::toString)
            .filter(t -> !t.startsWith("row 6"))
            .toList());
    assertTrue(told.stream().anyMatch(p -> p.row() == 6 && p.line() == 7));
    assertEquals(
        Set.of("a@x.org", "b@x.org", "two\nlines", "e@x.org", "f@x.org"),
        Set.copyOf(ask("[:find [?v ...] :where [_ :p/email ?v]]")));
    assertEquals(5, report.rejected());
    assertEquals(10, report.rows());

    // The rows that are wrong can be put right and imported.
    String rejected = Files.readString(rejects);
    assertTrue(rejected.startsWith("email,age,import-line,import-reason,import-text\n"), rejected);
    assertTrue(rejected.contains("\nc@x.org,many,5,\"age: a whole number"), rejected);
    String right = rejected.replace("many", "40").replace("a@x.org,6", "g@x.org,6");
    ImportReport again = load("corrected.csv", right, PEOPLE);
    assertEquals(3, again.rejected());
    assertEquals(
        List.of(40L), ask("[:find [?a ...] :where [?p :p/email \"c@x.org\"] [?p :p/age ?a]]"));
  }

  @Test
  void aMappingSaysWhatBecomesOfColumns() throws IOException {
    connection.transact("""
        [{:db/ident :team/name :db/valueType :db.type/string :db/unique :db.unique/identity}]
        """);
    Mapping mapping = MappingDocument.read("""
        {:namespace "person"
         :others :ignore
         :nulls ["-"]
         :constants {:person/source "crm"}
         :columns {"mail" {:attribute :person/email :key true}
                   "born" {:attribute :person/born :type :instant :format "dd.MM.yyyy HH:mm"
                           :zone "Europe/Berlin"}
                   "tags" {:attribute :person/tags :type :keyword :many ";"}
                   "team" {:attribute :person/team :ref :team/name :create true}
                   "boss" {:attribute :person/boss :ref :person/email}
                   "pay" {:attribute :person/pay :type :bigdec :default "0.00"}
                   "note" :ignore}}
        """);
    assertEquals(mapping, MappingDocument.read(MappingDocument.write(mapping)));
    String text = """
        mail;born;tags;team;boss;pay;note;other
        ada@x.org;10.12.1815 08:15;"math;:lang/en";A;;1.50;x;y
        bob@x.org;-;;A;ada@x.org;;x;y
        cyd@x.org;;-;B;bob@x.org;2;x;y
        dan@x.org;;;B;nobody@x.org;2;x;y
        ;;;B;;2;x;y
        """;
    ImportReport report = Importer.of(Source.text("p.csv", text))
        .dialect(Dialect.DEFAULT.separatedBy(';'))
        .mapping(mapping)
        .run(connection);
    assertEquals(2, report.rejected(), () -> report.problems().toString());
    assertEquals(
        String.valueOf(Edn.read("""
            {:person/born #inst "1815-12-10T07:21:32Z" :person/tags [:math :lang/en]
             :person/team {:team/name "A"} :person/pay 1.50M :person/source "crm"}
            """)).replace("07:21:32", local("1815-12-10T08:15")),
        pull(
                "[:person/born :person/tags {:person/team [:team/name]} :person/pay :person/source]",
                "person/email",
                "ada@x.org")
            .toString());
    assertEquals(
        String.valueOf(Edn.read("{:person/boss {:person/email \"bob@x.org\"} :person/pay 2M}")),
        pull("[{:person/boss [:person/email]} :person/pay]", "person/email", "cyd@x.org")
            .toString());
    assertEquals(
        String.valueOf(Edn.read("{:person/pay 0.00M}")),
        pull("[:person/pay]", "person/email", "bob@x.org").toString());
    assertTrue(report.problems().get(0).reason().contains("nobody@x.org"));
    assertEquals("a row without its key, mail", report.problems().get(1).reason());
  }

  private static String local(String time) {
    return java.time.LocalDateTime.parse(time)
        .atZone(ZoneId.of("Europe/Berlin"))
        .toInstant()
        .toString()
        .substring(11, 19);
  }

  @Test
  void aMappingInJsonSaysTheSameAsInEdn() {
    assertEquals(MappingDocument.read("""
            {:namespace "p" :agreement 0.5 :others :refuse
             :columns {"a" {:attribute :p/a :ref :origin :many "|"} "b" :origin "c" :p/c "null" :ignore}}
            """), MappingDocument.read("""
            {"namespace": "p", "agreement": 0.5, "others": "refuse",
             "columns": {"a": {"attribute": ":p/a", "ref": "origin", "many": "|"}, "b": "origin",
                         "c": "p/c", "null": "ignore"}}
            """));
    ImportException wrong = assertThrows(
        ImportException.class, () -> MappingDocument.read("{:columns {\"a\" {:attribut :p/a}}}"));
    assertEquals("attribut", wrong.context().get("key"));
  }

  @Test
  void jsonLinesKeepTheirTypes() throws IOException {
    ImportReport report = load(
        "a.jsonl",
        """
        {"name": "Ada", "n": 1, "big": 123456789012345678901234567890, "d": 1.5, "tags": ["a", "b"]}

        {"name": "Bob", "n": "two", "d": 2, "late": 7, "tags": []}
        [1]
        {"name": "Cyd", "n": 3
        {"name": "Dan", "n": 4} 5
        {"name": "Eve", "name": "Eva"}
        {"name": "Fay", "n": null, "d": 1e400}
        """,
        PEOPLE
            .with("n", Column.to("p/n").type(ColumnType.LONG))
            .with("d", Column.to("p/d").type(ColumnType.DOUBLE))
            .withKey("name"));
    assertEquals(
        List.of("3,22,n", "4,1,null", "5,23,null", "6,25,null", "7,23,null", "8,33,d"),
        report.problems().stream()
            .map(p -> p.line() + "," + p.column() + "," + p.name())
            .toList(),
        () -> report.problems().toString());
    Map<?, ?> ada = (Map<?, ?>) pull("[*]", "p/name", "Ada");
    assertEquals(List.of("a", "b"), ada.get(Keyword.of("p/tags")));
    assertEquals(
        new java.math.BigInteger("123456789012345678901234567890"), ada.get(Keyword.of("p/big")));
  }

  @Test
  void ednMapsMayReferToEachOtherAcrossTransactions() throws IOException {
    String text = """
        ; the schema comes first
        [{:db/ident :p/name :db/valueType :db.type/string :db/unique :db.unique/identity}
         {:db/ident :p/friend :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}
         {:db/id "ada" :p/name "Ada" :p/friend ["cyd" [:p/name "Bob"]]}
         #_{:p/name "nobody"}
         {:p/name "Bob" :p/friend #dfdb/entity 7}
         {:db/id #dfdb/entity 7 :p/name "Cyd"
          :p/friend {:p/name "Dan"}}
         {:p/name 5}
         {:p/name ]
         {:db/id "cyd" :p/free "Eve"}]
        """;
    ImportReport report = Importer.of(Source.text("p.edn", text)).batchRows(1).run(connection);
    assertEquals(
        List.of("row 3, line 4", "row 6, line 9", "row 7, line 10"),
        report.problems().stream()
            .map(p -> p.toString().replaceAll(", column.*", ""))
            .toList(),
        () -> report.problems().toString());
    assertEquals(
        Set.of("Cyd"),
        Set.copyOf(
            ask("[:find [?n ...] :where [?b :p/name \"Bob\"] [?b :p/friend ?f] [?f :p/name ?n]]")));
    assertEquals(List.of(), ask("[:find [?o ...] :where [_ :dfdb.import/origin ?o]]"));
  }

  @Test
  void bytesThatAreNoCharactersLoseTheirRowOnly() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    bytes.write("name\nÄda\n".getBytes(StandardCharsets.UTF_8));
    bytes.write("B\u00e4r\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes.write("\uFFFD is a character\n".getBytes(StandardCharsets.UTF_8));
    Source source = Source.of("a.csv", () -> new ByteArrayInputStream(bytes.toByteArray()));
    ImportReport report = Importer.of(source).mapping(PEOPLE).run(connection);
    assertEquals(
        Set.of("Äda", "\uFFFD is a character"),
        Set.copyOf(ask("[:find [?n ...] :where [_ :p/name ?n]]")));
    assertEquals(
        "row 2, line 3, column 2: bytes that are no characters of the charset: B\uFFFDr",
        report.problems().get(0).toString());

    byte[] utf16 = "\uFEFFname\nÜmit\n".getBytes(StandardCharsets.UTF_16LE);
    Importer.of(Source.of("b.csv", () -> new ByteArrayInputStream(utf16)))
        .mapping(Mapping.inferred("q"))
        .run(connection);
    Importer.of(Source.of(
                "c.csv",
                () -> new ByteArrayInputStream(
                    "name\nB\u00e4r\n".getBytes(StandardCharsets.ISO_8859_1)))
            .in(StandardCharsets.ISO_8859_1))
        .mapping(Mapping.inferred("q"))
        .run(connection);
    assertEquals(Set.of("Ümit", "Bär"), Set.copyOf(ask("[:find [?n ...] :where [_ :q/name ?n]]")));
  }

  @Test
  void aRowOfAKnownKeyChangesItsEntityAndTheLastOneCounts() throws IOException {
    ImportReport report = load("a.csv", "k,v\n1,a\n2,b\n1,c\n1,d\n", PEOPLE.withKey("k"));
    assertEquals(4, report.imported());
    assertEquals(List.of("d"), ask("[:find [?v ...] :where [?e :p/k 1] [?e :p/v ?v]]"));
  }

  @Test
  void runAgainItDoesNothingOrWhatIsNew() throws IOException {
    load("a.csv", "v\na\nb\n", PEOPLE);
    long t = connection.db().basisT();
    ImportReport again = load("a.csv", "v\na\nb\n", PEOPLE);
    assertEquals(2, again.before());
    assertEquals(2, again.rows());
    assertEquals(t + 1, connection.db().basisT() + 1, "nothing is transacted");
    assertEquals(2, load("a.csv", "v\na\nb\nc\n", PEOPLE).before());
    assertEquals(3, ask("[:find [?e ...] :where [?e :p/v]]").size());
    assertEquals(0, load("a.csv", "v\nother\n", PEOPLE).before());
    assertEquals(4, ask("[:find [?e ...] :where [?e :p/v]]").size());
    Importer.of(Source.text("a.csv", "v\nother\n")).mapping(PEOPLE).restart().run(connection);
    assertEquals(5, ask("[:find [?e ...] :where [?e :p/v]]").size());
  }

  @Test
  void tooManyWrongRowsEndItAndALargerLimitGoesOn() throws IOException {
    Mapping numbers = PEOPLE.with("v", Column.to("p/v").type(ColumnType.LONG));
    StringBuilder text = new StringBuilder("v\n");
    for (int i = 0; i < 100; i++) {
      text.append(i % 10 == 9 ? "x" : i).append('\n');
    }
    Importer importer =
        Importer.of(Source.text("a.csv", text.toString())).mapping(numbers).batchRows(5);
    ImportException tooMany =
        assertThrows(ImportException.class, () -> importer.maxErrors(2).run(connection));
    assertEquals(3L, tooMany.context().get("wrong"));
    ImportException other =
        assertThrows(ImportException.class, () -> load("a.csv", "v\nother\n".repeat(50), numbers));
    assertTrue(other.summary().contains("interrupted"));
    ImportReport rest = importer.run(connection);
    assertEquals(90, rest.imported());
    assertEquals(90, ask("[:find [?v ...] :where [_ :p/v ?v]]").size());
  }

  @Test
  void whatDoesNotAgreeWithTheDatabaseEndsItBeforeItBegins() {
    connection.transact("[{:db/ident :p/v :db/valueType :db.type/long}]");
    Mapping text = PEOPLE.with("v", Column.to("p/v").type(ColumnType.STRING));
    assertThrows(ImportException.class, () -> load("a.csv", "v\n1\n", text));
    assertThrows(ImportException.class, () -> load("a.csv", "v\n1\n", PEOPLE.withKey("v")));
    assertThrows(
        ImportException.class,
        () -> load("a.csv", "v\n1\n", PEOPLE.others(Mapping.Others.REFUSED)));
    assertThrows(ImportException.class, () -> load("a.csv", "v,v\n1,2\n", PEOPLE));
    assertThrows(
        ImportException.class,
        () -> load("a.csv", "w\n1\n", PEOPLE.with("w", Column.to("p/w").refersBy("p/v"))));
    assertThrows(ImportException.class, () -> Importer.of(Source.text("a.txt", "")));
    assertEquals(Format.CSV, Format.ofName("A.TSV"));
  }
}

package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.exchange.Exporter;
import dev.dfdb.exchange.ImportReport;
import dev.dfdb.exchange.Importer;
import dev.dfdb.exchange.MappingDocument;
import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.RowProblem;
import dev.dfdb.exchange.mapping.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/import-export.md. */
class ImportExportGuideTest {

  private static final String PEOPLE = """
      email,name,age,born,boss,skills
      ada@x.org,"Lovelace, Ada",36,10.12.1815,,maths;engines
      bob@x.org,Bob,old,01.01.2001,ada@x.org,
      """;

  @TempDir
  private Path folder = Path.of("");

  private Connection connection = Dfdb.createDb();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("people.csv"), PEOPLE);
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void inferred() throws IOException {
    Path file = folder.resolve("people.csv");
    // snippet: import-inferred
    ImportReport report = Importer.of(Source.file(file))
        .mapping(Mapping.inferred("person").withKey("email"))
        .run(connection);
    assertEquals(2, report.imported());
    Object age = connection
        .db()
        .q("[:find ?age . :where [?p :person/email \"ada@x.org\"] [?p :person/age ?age]]")
        .value();
    assertEquals("36", age); // text, as one row has "old" there
    assertEquals(
        "age -> :person/age string (2 values in 2 rows; 1 would be long, but not that of line 3: old)",
        report.inferred().get(2).toString());
    // end
  }

  @Test
  void mapped() throws IOException {
    Path file = folder.resolve("people.csv");
    Path rejected = folder.resolve("people.rejected.csv");
    // snippet: import-mapped
    Mapping mapping = Mapping.inferred("person")
        .withKey("email")
        .with("age", Column.to("person/age").type(ColumnType.LONG))
        .with(
            "born",
            Column.to("person/born")
                .type(ColumnType.INSTANT)
                .format("dd.MM.yyyy")
                .zone(ZoneId.of("Europe/London")))
        .with("boss", Column.to("person/boss").refersBy("person/email"))
        .with("skills", Column.to("person/skills").manySeparatedBy(";").type(ColumnType.KEYWORD))
        .withConstant("person/source", "crm");

    ImportReport report =
        Importer.of(Source.file(file)).mapping(mapping).rejects(rejected).run(connection);

    RowProblem problem = report.problems().get(0);
    assertEquals(3, problem.line());
    assertEquals(15, problem.column());
    assertEquals("age", problem.name());
    assertEquals("old", problem.text());
    assertEquals("a whole number of 64 bits, such as 42 belongs here", problem.reason());
    // end
    assertEquals(1, report.imported());
    assertTrue(Files.readString(rejected).contains("bob@x.org,Bob,old"));
    // snippet: import-again
    ImportReport again =
        Importer.of(Source.file(file)).mapping(mapping).rejects(rejected).run(connection);
    assertEquals(2, again.before()); // all rows are known: nothing is done
    // end
    assertEquals(again.rows(), again.before());
  }

  @Test
  void documented() throws IOException {
    Path file = folder.resolve("people.csv");
    // snippet: import-document
    Mapping mapping = MappingDocument.read("""
        {:namespace "person"
         :others :ignore
         :nulls ["-" "n/a"]
         :constants {:person/source "crm"}
         :columns {"email" {:attribute :person/email :key true}
                   "name" :person/name
                   "born" {:attribute :person/born :type :instant :format "dd.MM.yyyy"}
                   "boss" {:attribute :person/boss :ref :person/email :create true}
                   "skills" {:attribute :person/skills :type :keyword :many ";"}}}
        """);
    ImportReport report = Importer.of(Source.file(file)).mapping(mapping).run(connection);
    assertEquals(0, report.rejected());
    // end
  }

  @Test
  void graph() throws IOException {
    // snippet: import-edn
    Source source = Source.text("people.edn", """
        {:db/ident :person/friend :db/valueType :db.type/ref}
        {:db/id "ada" :person/name "Ada" :person/friend "bob"}
        {:db/id "bob" :person/name "Bob" :person/friend "ada"}
        """);
    Importer.of(source).run(connection);
    // end
    assertEquals(
        List.of("Bob"),
        connection
            .db()
            .q(
                "[:find [?n ...] :where [?a :person/name \"Ada\"] [?a :person/friend ?f] [?f :person/name ?n]]")
            .values());
  }

  @Test
  void exported() throws IOException {
    connection.transact("""
        [{:db/ident :person/email :db/valueType :db.type/string :db/unique :db.unique/identity}
         {:db/ident :person/boss :db/valueType :db.type/ref}]
        """);
    connection.transact("""
        [{:db/id "a" :person/email "ada@x.org" :person/name "Ada"}
         {:person/email "bob@x.org" :person/boss "a"}]
        """);
    Path csv = folder.resolve("out.csv");
    Path edn = folder.resolve("out.edn");
    Path log = folder.resolve("log.edn");
    // snippet: export-entities
    Exporter exporter = Exporter.of(connection.db()).having(":person/email");
    assertEquals(2, exporter.to(csv));
    try (Connection other = Dfdb.createDb()) {
      Importer.of(Source.file(csv)).mapping(exporter.mapping()).run(other);
      Object boss = other
          .db()
          .q("[:find ?e . :where [_ :person/boss ?b] [?b :person/email ?e]]")
          .value();
      assertEquals("ada@x.org", boss);
    }
    // end
    // snippet: export-all
    Exporter.of(connection.db().asOf(2)).to(edn); // schema and entities as of t 2
    try (var out = Files.newOutputStream(log)) {
      Exporter.of(connection.db()).transactions(connection.log(), out);
    }
    // end
    assertEquals(5, Files.readAllLines(edn).size());
    assertEquals(2, Files.readAllLines(log).size());
    // snippet: export-answer
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exporter.of(connection.db())
        .rows(
            connection.db().q("[:find ?email :where [?p :person/email ?email] :order-by ?email]"),
            out,
            Format.CSV);
    assertEquals("email\nada@x.org\nbob@x.org\n", out.toString(StandardCharsets.UTF_8));
    // end
  }
}

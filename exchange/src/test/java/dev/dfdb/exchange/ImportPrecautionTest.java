package dev.dfdb.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.ImportException;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.MappingException;
import dev.dfdb.exchange.mapping.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import looks at before it writes anything, and what it leaves alone. */
class ImportPrecautionTest {

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

  private void assertNothingIsWritten() {
    assertEquals(0, connection.db().basisT());
  }

  @Test
  void aMisspeltKeyIsToldBeforeAnythingIsWritten() {
    for (String name : List.of("people.csv", "people.jsonl", "people.edn")) {
      String text = switch (name) {
        case "people.csv" -> "email,name\nada@x.org,Ada\n";
        case "people.jsonl" -> "{\"email\":\"ada@x.org\",\"name\":\"Ada\"}";
        default -> "{:email \"ada@x.org\" :name \"Ada\"}";
      };
      MappingException misspelt = assertThrows(
          MappingException.class, () -> load(name, text, PEOPLE.withKey("e-mail")), name);

      assertEquals("e-mail", misspelt.context().get("column"), name);
      assertEquals("email", misspelt.context().get("perhaps"), name);
      assertThrows(MappingException.class, () -> load(name, text, PEOPLE.withKey("number")), name);
      assertNothingIsWritten();
    }
  }

  @Test
  void aMisspeltColumnIsToldBeforeAnythingIsWritten() {
    String csv = "email,name\nada@x.org,Ada\n";
    Mapping mapping = PEOPLE.with("emial", Column.to("p/email").type(ColumnType.STRING));

    MappingException misspelt =
        assertThrows(MappingException.class, () -> load("people.csv", csv, mapping));

    assertTrue(misspelt.toString().contains("column=emial, perhaps=email"), misspelt::toString);
    assertThrows(
        MappingException.class, () -> load("people.jsonl", "{\"email\":\"ada@x.org\"}", mapping));
    assertThrows(
        MappingException.class,
        () -> load("people.csv", csv, PEOPLE.with("emial", Column.ignored())));
    assertThrows(
        MappingException.class,
        () -> load("people.csv", csv, PEOPLE.with("age", Column.to("p/age"))));
    assertNothingIsWritten();
  }

  @Test
  void columnsThatNeedNotBeThereMayBeMissing() throws IOException {
    Mapping mapping = PEOPLE
        .with("note", Column.ignored())
        .with("city", Column.to("p/city").type(ColumnType.STRING).orElse("Rome"));
    assertEquals(0, load("a.csv", "email,name\na@x.org,Ada\n", mapping).rejected());
    Mapping sparse = PEOPLE.with("tel2", Column.to("p/tel2").type(ColumnType.STRING));
    assertEquals(0, load("b.jsonl", "{\"tel1\":\"1\",\"name\":\"Bob\"}", sparse).rejected());
    assertEquals(0, load("empty.csv", "", PEOPLE.withKey("email")).rows());
    assertEquals(
        "Rome", connection.db().q("[:find [?c ...] :where [_ :p/city ?c]]").value());
  }

  @Test
  void aFileThatNoEarlierRunWroteIsNotOverwrittenWithRejectedRows() throws IOException {
    Path csv = Files.writeString(folder.resolve("n.csv"), "n\n1\n");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), csv);
    Path notes = Files.writeString(folder.resolve("notes.txt"), "Dear Ada");
    Path others = Files.writeString(
        folder.resolve("others.csv"), "n,import-line,import-reason,import-text\nx,2,a number,\n");
    for (Path file : List.of(csv, link, notes, others)) {
      String before = Files.readString(file);
      ImportException refused = assertThrows(
          ImportException.class,
          () -> Importer.of(Source.file(csv)).rejects(file).run(connection),
          file::toString);

      assertTrue(refused.summary().contains("name another"), refused::toString);
      assertEquals(before, Files.readString(file));
    }
    assertNothingIsWritten();
  }

  @Test
  void theFileOfAnEarlierRunIsWrittenAnew() throws IOException {
    for (Format format : Format.values()) {
      String text = switch (format) {
        case CSV -> "n\nx\n";
        case JSON_LINES -> "{\"n\":\"x\"}\n";
        case EDN -> "{:p/n \"x\"}\n";
      };
      Path rejects = folder.resolve("rejects." + format);
      Importer importer = Importer.of(Source.text(format + "", text), format)
          .mapping(PEOPLE
              .with("n", Column.to("p/n").type(ColumnType.LONG))
              .with("p/n", Column.to("p/n").type(ColumnType.LONG).orElse("1")))
          .rejects(rejects);
      assertEquals(1, importer.run(connection).rejected());
      String first = Files.readString(rejects);

      assertEquals(1, importer.restart().run(connection).rejected());
      assertEquals(first, Files.readString(rejects));
    }
  }

  @Test
  void progressTellsWhatEarlierRunsRead() throws IOException {
    List<ImportProgress> told = new ArrayList<>();
    load("n.csv", "n\n1\n", PEOPLE);
    Importer.of(Source.text("n.csv", "n\n1\n2\n3\n"))
        .mapping(PEOPLE)
        .onProgress(told::add)
        .run(connection);

    assertEquals(List.of(new ImportProgress(3, 1, 0, 8, 8)), told);
  }
}

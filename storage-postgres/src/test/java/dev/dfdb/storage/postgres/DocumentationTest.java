package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.conformance.OptionTableConformance;
import dev.dfdb.storage.StorageProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documentation says of the options what the provider says, and its examples run. */
class DocumentationTest extends OptionTableConformance {

  @Override
  protected StorageProvider provider() {
    return new PostgresStorageProvider();
  }

  @Override
  protected Path document() {
    return above("STORAGE-BACKENDS.md");
  }

  @Override
  protected String heading() {
    return "## PostgreSQL";
  }

  @Test
  void theMonitoringQueriesRun() throws IOException {
    String text = Files.readString(document());
    int begin = text.indexOf("```sql\n") + "```sql\n".length();
    String queries = text.substring(begin, text.indexOf("```\n", begin));
    assertEquals(3, queries.chars().filter(character -> character == ';').count());
    TestServer.run(queries);
  }

  @Test
  void theExampleIsTheOneCompiledHereAndPrintsWhatItSays() throws IOException {
    Path root = document().resolveSibling("");
    String source = Files.readString(root.resolve(
        "storage-postgres/src/test/java/dev/dfdb/storage/postgres/PostgresExample.java"));
    String example =
        between(source, "  // example: PostgresExample\n", "  // end\n").replaceAll("(?m)^  ", "");
    for (String document : List.of("STORAGE-BACKENDS.md", "README.md")) {
      String text = Files.readString(root.resolve(document));
      assertEquals(
          example,
          between(text, "<!-- example: PostgresExample -->\n```java\n", "```\n"),
          document);
    }
    TestServer.drop("people");
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      PostgresExample.main(new String[] {TestServer.uri(), "any"});
    } finally {
      System.setOut(out);
      TestServer.drop("people");
    }
    assertEquals(
        List.of("Ada"), printed.toString(StandardCharsets.UTF_8).lines().toList());
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    assertTrue(from >= 0, () -> "no " + start);
    return text.substring(from + start.length(), text.indexOf(end, from));
  }
}

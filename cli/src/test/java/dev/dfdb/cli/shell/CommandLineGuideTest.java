package dev.dfdb.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseUri;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The conversation that docs/command-line.md shows is one that can be had. */
class CommandLineGuideTest {

  private static final String PROMPT = "dfdb.*> .*";
  private static final String MORE = "  ... ";

  @Test
  void theConversationOfTheGuideIsATrueOne() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "command-line.md"));
    List<String> lines = guide
        .lines()
        .dropWhile(line -> !line.startsWith("dfdb> "))
        .takeWhile(line -> !line.equals("```"))
        .toList();
    StringBuilder had = new StringBuilder();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Terminal terminal = Terminal.plain(new PrintStream(written, true, UTF_8));
    DatabaseUri uri = new DatabaseUri("memory:");
    try (OpenedDatabase opened =
        OpenedDatabase.open(uri, uri.configuration(Access.CREATING, Map.of()), Access.CREATING)) {
      Session session = new Session(opened, () -> terminal, false, false);
      session.run("timing off");
      StringBuilder statement = new StringBuilder();
      for (String line : lines) {
        boolean isFirst = line.matches(PROMPT);
        if (isFirst || line.startsWith(MORE)) {
          String prompt = isFirst ? "dfdb" + session.view() + "> " : MORE;
          String said =
              line.substring(line.indexOf(isFirst ? "> " : MORE) + (isFirst ? 2 : MORE.length()));
          had.append(prompt).append(said).append('\n');
          statement.append(said).append('\n');
          if (Statement.isComplete(statement.toString())) {
            session.run(statement.toString());
            had.append(written.toString(UTF_8));
            written.reset();
            statement.setLength(0);
          }
        }
      }
    }
    assertTrue(lines.size() > 20);
    assertEquals(String.join("\n", lines), had.toString().strip());
  }
}

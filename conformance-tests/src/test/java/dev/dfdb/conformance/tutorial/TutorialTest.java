package dev.dfdb.conformance.tutorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tutorial shows the code that is compiled here and passes the suite. After a change here,
 * {@code -Ddfdb.snippets.write=true} brings the document up to date.
 */
class TutorialTest {

  private static final Path SOURCES = Path.of("src/test/java/dev/dfdb/conformance/tutorial");
  private static final Path DOCUMENT = Path.of("../STORAGE-BACKENDS.md");

  private static final Pattern SNIPPET =
      Pattern.compile("(?ms)^ *// snippet: (\\S+)\\n(.*?)^ *// end\\n");
  private static final Pattern BLOCK =
      Pattern.compile("(?s)<!-- snippet: (\\S+) -->\\n```java\\n(.*?)```\\n");

  @Test
  void theTutorialQuotesTheCompiledCode() throws IOException {
    Map<String, String> snippets = snippets();
    String document = Files.readString(DOCUMENT);
    String current = BLOCK
        .matcher(document)
        .replaceAll(block -> Matcher.quoteReplacement("<!-- snippet: " + block.group(1)
            + " -->\n```java\n" + snippets.getOrDefault(block.group(1), "") + "```\n"));
    if (Boolean.getBoolean("dfdb.snippets.write")) {
      Files.writeString(DOCUMENT, current);
    } else {
      assertEquals(current, document, "run with -Ddfdb.snippets.write=true");
    }
  }

  @Test
  void everySnippetIsInTheTutorialOnce() throws IOException {
    List<String> quoted = BLOCK
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(block -> block.group(1))
        .toList();
    Set<String> snippets = snippets().keySet();
    assertEquals(new TreeSet<>(snippets), new TreeSet<>(quoted));
    assertEquals(snippets.size(), quoted.size(), () -> "one is quoted twice: " + quoted);
  }

  /** The marked regions of the sources, moved to the left margin. */
  private static Map<String, String> snippets() throws IOException {
    Map<String, String> snippets = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.sorted().toList()) {
        SNIPPET.matcher(Files.readString(file)).results().forEach(found -> {
          String before =
              snippets.put(found.group(1), found.group(2).stripTrailing().stripIndent() + "\n");
          assertTrue(before == null, () -> "two snippets of one name: " + found.group(1));
        });
      }
    }
    return snippets;
  }
}

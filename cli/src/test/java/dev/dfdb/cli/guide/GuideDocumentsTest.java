package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The chapters of the guide show the code that is compiled and run in this package. After a change
 * here, {@code -Ddfdb.snippets.write=true} brings them up to date.
 */
class GuideDocumentsTest {

  private static final Path SOURCES = Path.of("src/test/java/dev/dfdb/cli/guide");
  private static final Path DOCUMENTS = Path.of("../docs");

  private static final Pattern SNIPPET =
      Pattern.compile("(?ms)^ *// snippet: (\\S+)\\n(.*?)^ *// end\\n");
  private static final Pattern BLOCK =
      Pattern.compile("(?s)<!-- snippet: (\\S+) -->\\n```java\\n(.*?)```\\n");

  @Test
  void theGuideQuotesTheCodeThatRuns() throws IOException {
    Map<String, String> snippets = snippets();
    for (Path document : files(DOCUMENTS, ".md")) {
      String text = Files.readString(document);
      String current = BLOCK
          .matcher(text)
          .replaceAll(block -> Matcher.quoteReplacement("<!-- snippet: " + block.group(1)
              + " -->\n```java\n" + snippets.getOrDefault(block.group(1), "") + "```\n"));
      if (Boolean.getBoolean("dfdb.snippets.write")) {
        Files.writeString(document, current);
      } else {
        assertEquals(current, text, document + ": run with -Ddfdb.snippets.write=true");
      }
    }
  }

  @Test
  void everySnippetIsInTheGuideOnce() throws IOException {
    List<String> quoted = new ArrayList<>();
    for (Path document : files(DOCUMENTS, ".md")) {
      BLOCK.matcher(Files.readString(document)).results().forEach(b -> quoted.add(b.group(1)));
    }
    assertEquals(new TreeSet<>(snippets().keySet()), new TreeSet<>(quoted));
    assertEquals(snippets().size(), quoted.size(), () -> "one is quoted twice: " + quoted);
  }

  @Test
  void allJavaInTheGuideIsQuoted() throws IOException {
    for (Path document : files(DOCUMENTS, ".md")) {
      String text = Files.readString(document);
      assertEquals(
          BLOCK.matcher(text).results().count(),
          Pattern.compile("(?m)^```java$").matcher(text).results().count(),
          document + " has Java that no test runs");
    }
  }

  /** The marked regions of the sources, moved to the left margin. */
  private static Map<String, String> snippets() throws IOException {
    Map<String, String> snippets = new LinkedHashMap<>();
    for (Path file : files(SOURCES, ".java")) {
      for (MatchResult found : SNIPPET.matcher(Files.readString(file)).results().toList()) {
        String before =
            snippets.put(found.group(1), found.group(2).stripTrailing().stripIndent() + "\n");
        assertTrue(before == null, () -> "two snippets of one name: " + found.group(1));
      }
    }
    return snippets;
  }

  private static List<Path> files(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}

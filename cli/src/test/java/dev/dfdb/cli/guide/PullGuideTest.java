package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dfdb.Connection;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * docs/pull.md shows the Java of {@link PullGuide}, and its patterns give what it says. After a
 * change of the Java, {@code -Ddfdb.snippets.write=true} brings the document up to date.
 */
class PullGuideTest {

  private static final Path DOCUMENT = Path.of("../docs/pull.md");
  private static final Path SOURCE = Path.of("src/test/java/dev/dfdb/cli/guide/PullGuide.java");
  private static final Pattern SNIPPET =
      Pattern.compile("(?ms)^ *// snippet: (\\S+)\\n(.*?)^ *// end\\n");
  private static final Pattern JAVA =
      Pattern.compile("(?s)<!-- snippet: (\\S+) -->\\n```java\\n(.*?)```\\n");
  private static final Pattern PATTERNS = Pattern.compile("(?s)```clojure\\n(.*?)```\\n");

  private static final List<?> ADA = List.of(":person/email", "ada@x.org");
  private static final List<?> MARY = List.of(":person/email", "mary@x.org");

  @Test
  void theJavaInTheGuideIsTheOneCompiledHere() throws IOException {
    Map<String, String> snippets = new LinkedHashMap<>();
    SNIPPET
        .matcher(Files.readString(SOURCE))
        .results()
        .forEach(found ->
            snippets.put(found.group(1), found.group(2).stripTrailing().stripIndent() + "\n"));
    String document = Files.readString(DOCUMENT);
    String current = JAVA.matcher(document)
        .replaceAll(block -> Matcher.quoteReplacement("<!-- snippet: " + block.group(1)
            + " -->\n```java\n" + snippets.getOrDefault(block.group(1), "") + "```\n"));
    if (Boolean.getBoolean("dfdb.snippets.write")) {
      Files.writeString(DOCUMENT, current);
    } else {
      assertEquals(current, document, "run with -Ddfdb.snippets.write=true");
    }
    assertEquals(
        List.copyOf(snippets.keySet()),
        JAVA.matcher(document).results().map(block -> block.group(1)).toList());
  }

  @TestFactory
  List<DynamicTest> everyPatternGivesWhatTheGuideSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    PATTERNS
        .matcher(Files.readString(DOCUMENT))
        .results()
        .flatMap(block -> Arrays.stream(block.group(1).split("\\n\\n", -1)))
        .forEach(example -> tests.add(dynamicTest(example, () -> check(example))));
    return tests;
  }

  /** An example is a pattern, perhaps a line {@code ; of entity}, and {@code ; => result}. */
  private static void check(String example) {
    String pattern = example.lines().filter(line -> !line.startsWith(";")).collect(joined());
    Object entity = example
        .lines()
        .filter(line -> line.startsWith("; of "))
        .map(line -> Objects.requireNonNull(Edn.read(line.substring(5))))
        .findFirst()
        .orElse(ADA);
    String result = example
        .lines()
        .filter(line -> line.startsWith(";") && !line.startsWith("; of "))
        .map(line -> line.substring(line.startsWith("; =>") ? 4 : 1))
        .collect(joined());
    try (Connection connection = PullGuide.data()) {
      String given = Edn.print(connection.db().pull(pattern, entity));
      assertEquals(withoutIds(Edn.print(Edn.read(result))), withoutIds(given));
    }
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining("\n");
  }

  /** Which ids there are is nothing a guide should promise. */
  private static String withoutIds(String edn) {
    return edn.replaceAll(":db/id \\d+", ":db/id n");
  }

  @Test
  void theJavaDoesWhatItsCommentsSay() {
    try (Connection connection = PullGuide.data()) {
      assertEquals(
          Edn.read("{:person/name \"Ada\" :person/mentor {:person/name \"Mary\"}}"),
          PullGuide.first(connection));
      assertEquals(Map.of(Keyword.of("person/name"), "ADA"), PullGuide.xform(connection, ADA));
      assertEquals(
          Edn.read("[[{:person/name \"Ada\"} {:person/name \"Mary\"}]"
              + " [{:person/name \"Mary\" :person/born 1780}]]"),
          PullGuide.many(connection, ADA, MARY));
      assertEquals(
          List.of("Ada", Set.of("Mary"), 2, Set.of("en", "fr")), PullGuide.entity(connection, ADA));
    }
  }
}

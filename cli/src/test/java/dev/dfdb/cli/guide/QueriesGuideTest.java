package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dfdb.Connection;
import dev.dfdb.QueryResult;
import dev.dfdb.cli.guide.QueriesGuide.Person;
import dev.dfdb.edn.Edn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The queries of docs/queries.md give what it says, and its Java does what its comments say. */
class QueriesGuideTest {

  private static final Path DOCUMENT = Path.of("../docs/queries.md");
  private static final Pattern QUERIES = Pattern.compile("(?s)```clojure\\n(.*?)```\\n");

  @TestFactory
  List<DynamicTest> everyQueryGivesWhatTheGuideSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    QUERIES
        .matcher(Files.readString(DOCUMENT))
        .results()
        .flatMap(block -> Arrays.stream(block.group(1).split("\\n\\n", -1)))
        .forEach(example -> tests.add(dynamicTest(example, () -> check(example))));
    assertTrue(tests.size() > 15);
    return tests;
  }

  /** An example is perhaps a line {@code ; with input}, a query, and {@code ; => answer}. */
  private static void check(String example) {
    String query =
        example.lines().filter(line -> !line.startsWith(";")).collect(Collectors.joining("\n"));
    Object[] inputs = example
        .lines()
        .filter(line -> line.startsWith("; with "))
        .map(line -> Objects.requireNonNull(Edn.read(line.substring("; with ".length()))))
        .toArray();
    String answer = example
        .lines()
        .filter(line -> line.startsWith(";") && !line.startsWith("; with "))
        .map(line -> line.substring(line.startsWith("; =>") ? 4 : 1))
        .collect(Collectors.joining("\n"));
    try (Connection connection = QueriesGuide.data()) {
      QueryResult result = connection.db().q(query, inputs);
      assertEquals(Edn.read(answer), asWritten(query, result));
    }
  }

  /** A result in the form that the guide writes it in. */
  private static @Nullable Object asWritten(String query, QueryResult result) {
    List<?> form = (List<?>) Objects.requireNonNull(Edn.read(query));
    Object found = form.get(1);
    if (String.valueOf(form.get(2)).equals(".")) {
      return result.value();
    }
    if (found instanceof List<?> list
        && String.valueOf(list.get(list.size() - 1)).equals("...")) {
      return new HashSet<>(result.values());
    }
    if (query.startsWith("[:find [")) {
      return result.row();
    }
    if (query.contains(":keys")) {
      return new HashSet<>(result.maps());
    }
    return query.contains(":order-by") ? result.rows() : new HashSet<>(result.rows());
  }

  @Test
  void theJavaDoesWhatItsCommentsSay() {
    try (Connection connection = QueriesGuide.data()) {
      assertEquals(List.of("Cy is 21"), QueriesGuide.first(connection));
      assertEquals(List.of("Rome", "B"), QueriesGuide.functions(connection));
      assertEquals(List.of("4", List.of(List.of("Ada"))), QueriesGuide.sources(connection));
      assertEquals(List.of("[?p :person/email ?e]", 1L), QueriesGuide.explain(connection.db()));
      assertEquals(
          List.of(new Person("Ada", 36), new Person("Bob", 52), new Person("Dee", 36)),
          QueriesGuide.grownUps(connection.db()));
      assertEquals(List.of("Bob, 52", "Ada, 36", "Dee, 36"), QueriesGuide.typed(connection.db()));
      assertEquals("max-rows", QueriesGuide.limits(connection.db()));
      String error = QueriesGuide.errors(connection.db());
      assertTrue(error.startsWith("An unknown function [at=:where clause 2 (line 3, column 9)"));
      assertTrue(error.contains("did-you-mean=starts-with?"), error);
    }
  }
}

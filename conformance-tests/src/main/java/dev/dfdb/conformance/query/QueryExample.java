package dev.dfdb.conformance.query;

import dev.dfdb.edn.Edn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query with the answer that it has to have, as the files beside this class hold them: a vector
 * of a name, the query, its inputs if there are any, and the answer.
 *
 * @param file the file without its ending
 * @param name what it is an example of
 * @param query the query as forms, or as text where it is about the text
 * @param inputs the inputs after the first database, which comes first if it is another than now
 * @param answer a set of rows, or a map that says what of the result is what
 */
public record QueryExample(
    String file, String name, Object query, List<@Nullable Object> inputs, Object answer) {

  private static final List<String> FILES = List.of(
      "find",
      "patterns",
      "inputs",
      "predicates",
      "functions",
      "aggregates",
      "connectives",
      "rules",
      "time",
      "sources",
      "pull",
      "order",
      "errors");

  /** All examples there are. */
  public static List<QueryExample> all() {
    List<QueryExample> all = new ArrayList<>();
    for (String file : FILES) {
      for (Object form : (List<?>) read(file)) {
        List<?> parts = (List<?>) Objects.requireNonNull(form);
        List<@Nullable Object> inputs = new ArrayList<>();
        if (parts.size() == 4) {
          inputs.addAll((List<?>) Objects.requireNonNull(parts.get(2)));
        }
        all.add(new QueryExample(
            file,
            String.valueOf(parts.get(0)),
            Objects.requireNonNull(parts.get(1)),
            inputs,
            Objects.requireNonNull(parts.get(parts.size() - 1))));
      }
    }
    return all;
  }

  /** The form in a file. */
  static Object read(String file) {
    try (InputStream in = QueryExample.class.getResourceAsStream(file + ".edn")) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      return Objects.requireNonNull(Edn.read(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

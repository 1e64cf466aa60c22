package dev.dfdb.internal.pull;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Located;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.QueryException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in a pattern the parser is, for messages.
 *
 * @param path the way from the top, such as {@code pull pattern, element 3}
 * @param text the text that was read; null if the pattern was given as Java objects
 * @param depth how many patterns and lists are around it
 */
record PatternPlace(String path, @Nullable Located text, int depth) {

  PatternPlace inside(String part) {
    return new PatternPlace(path + ", " + part, text, depth + 1);
  }

  /** An error at a form that isn't what belongs here. */
  QueryException error(String summary, @Nullable Object form, String expected) {
    return error(summary, form, expected, Optional.empty());
  }

  /** An error at a form, with what its author may have meant. */
  QueryException error(
      String summary, @Nullable Object form, String expected, Optional<String> meant) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("at", path + position(form));
    context.put("found", show(form));
    context.put("expected", expected);
    meant.ifPresent(name -> context.put("did-you-mean", name));
    return new QueryException(summary, context);
  }

  private String position(@Nullable Object form) {
    return text == null
        ? ""
        : text.positionOf(form).map(found -> " (" + found + ")").orElse("");
  }

  private static String show(@Nullable Object form) {
    try {
      return Edn.print(form);
    } catch (InvalidValueException notEdn) {
      // Of a collection, no text: it may be nested deeper than a stack.
      return form instanceof Collection || form instanceof Map
          ? "a " + form.getClass().getName() + " that EDN can't write"
          : String.valueOf(form);
    }
  }
}

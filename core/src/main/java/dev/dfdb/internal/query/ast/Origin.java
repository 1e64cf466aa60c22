package dev.dfdb.internal.query.ast;

import dev.dfdb.edn.Edn;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.QueryException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a part of a query was written, for messages.
 *
 * @param place such as {@code :where clause 3 (line 2, column 5)}
 * @param form the form as it was read
 */
public record Origin(String place, @Nullable Object form) {

  /** The form as text. */
  public String text() {
    return show(form);
  }

  /** An error about this part: its place and text come first in the context. */
  public QueryException error(String summary, Map<String, ?> more) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("at", place);
    context.put("clause", text());
    context.putAll(more);
    return new QueryException(summary, context);
  }

  /** Any form as text, even one that EDN can't write. */
  public static String show(@Nullable Object form) {
    try {
      return Edn.print(form);
    } catch (InvalidValueException notEdn) {
      return String.valueOf(form);
    }
  }
}

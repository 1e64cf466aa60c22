package dev.dfdb.internal.query.parse;

import dev.dfdb.edn.Located;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.query.ast.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a query the parser is, for messages.
 *
 * @param path the way from the top, such as {@code :where clause 3}
 * @param text the text that was read; null if the query was given as Java objects
 * @param around what the parser is in: the place of what has none of its own, such as a symbol
 */
record Place(String path, @Nullable Located text, @Nullable Object around) {

  Place(String path, @Nullable Located text) {
    this(path, text, null);
  }

  Place inside(String part) {
    return new Place(path + ", " + part, text, around);
  }

  /** The same place, in a form. */
  Place in(@Nullable Object form) {
    return new Place(path, text, form);
  }

  Origin origin(@Nullable Object form) {
    String position = text == null
        ? ""
        : text.positionOf(form)
            .or(() -> text.positionOf(around))
            .map(found -> " (" + found + ")")
            .orElse("");
    return new Origin(path + position, form);
  }

  /** An error at a form that isn't what belongs here. */
  QueryException error(String summary, @Nullable Object form, String expected) {
    Origin origin = origin(form);
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("at", origin.place());
    context.put("found", origin.text());
    context.put("expected", expected);
    return new QueryException(summary, context);
  }
}

package dev.dfdb.internal.query.parse;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a query by keyword, from its vector form or its map form. */
final class Sections {

  private static final List<String> KNOWN = List.of(
      "find",
      "keys",
      "strs",
      "syms",
      "with",
      "in",
      "where",
      "order-by",
      "limit",
      "offset",
      "keep-order");
  private static final List<String> SINGLE =
      List.of(":limit", ":offset", ":keep-order", "limit", "offset", "keep-order");
  private static final String EXPECTED =
      "[:find ?x :in $ ?y :where [?x :attribute ?y]] or {:find [?x] :in [$ ?y] :where [...]}";

  private final Map<String, List<@Nullable Object>> byName = new LinkedHashMap<>();

  private Sections() {}

  static Sections of(@Nullable Object form, Place place) {
    if (form instanceof Map<?, ?> map) {
      return ofMap(map, place);
    }
    if (form instanceof List<?> list) {
      return ofVector(list, place);
    }
    throw place.error("Not a query", form, EXPECTED);
  }

  private static Sections ofVector(List<?> form, Place place) {
    Sections sections = new Sections();
    List<@Nullable Object> current = null;
    for (Object element : form) {
      if (element instanceof Keyword keyword) {
        current = sections.add(keyword.toString(), place);
      } else if (current == null) {
        throw place.error("A query begins with a keyword", element, EXPECTED);
      } else {
        current.add(element);
      }
    }
    return sections;
  }

  private static Sections ofMap(Map<?, ?> form, Place place) {
    Sections sections = new Sections();
    for (Map.Entry<?, ?> entry : form.entrySet()) {
      Object value = entry.getValue();
      List<@Nullable Object> section = sections.add(String.valueOf(entry.getKey()), place);
      if (value instanceof String text) {
        section.addAll(Edn.readAll(text));
      } else if (value instanceof Collection<?> elements) {
        section.addAll(elements);
      } else if (SINGLE.contains(String.valueOf(entry.getKey()))) {
        section.add(value);
      } else {
        throw place.error("Each part of a query in map form is a vector", value, EXPECTED);
      }
    }
    return sections;
  }

  private List<@Nullable Object> add(String key, Place place) {
    String name = key.startsWith(":") ? key.substring(1) : key;
    if (!KNOWN.contains(name)) {
      throw new QueryException(
          "A query has no such part",
          Map.of("at", place.path(), "found", ":" + name, "expected", KNOWN));
    }
    List<@Nullable Object> section = new ArrayList<>();
    if (byName.putIfAbsent(name, section) != null) {
      throw new QueryException(
          "A part of a query stands twice", Map.of("at", place.path(), "found", ":" + name));
    }
    return section;
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The elements of a part; empty if it isn't there. */
  List<@Nullable Object> get(String name) {
    return byName.getOrDefault(name, List.of());
  }
}

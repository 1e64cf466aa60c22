package dev.dfdb.conformance.query;

import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a query wants its rows: in which order, which of them, and one of their columns pulled.
 *
 * @param sorts by what they are ordered; none for any order
 * @param offset how many are left out
 * @param limit how many there are at most; negative for all
 * @param keepsOrder whether the clauses are solved as they are written
 * @param pulled the column that is pulled; negative for none
 * @param pattern what is pulled of it, beside its id
 */
record Presentation(
    List<Sort> sorts, int offset, int limit, boolean keepsOrder, int pulled, List<Pulled> pattern) {

  /** A column to order by. */
  record Sort(int column, boolean descending) {}

  /**
   * An attribute that is pulled.
   *
   * @param nested whether the {@code :g/id} of what it refers to is pulled too
   */
  record Pulled(RandomWorld.Attribute attribute, boolean nested) {
    String text() {
      return nested ? "{" + attribute.name() + " [:db/id :g/id]}" : attribute.name();
    }
  }

  /** Whether the answer is not all rows in any order. */
  boolean isPage() {
    return !sorts.isEmpty() || offset > 0 || limit >= 0;
  }

  /** The elements of {@code :find} as they are written. */
  List<String> elements(List<String> find) {
    List<String> elements = new ArrayList<>(find);
    if (pulled >= 0) {
      List<String> pulls = pattern.stream().map(Pulled::text).toList();
      elements.set(
          pulled, "(pull " + find.get(pulled) + " [:db/id " + String.join(" ", pulls) + "])");
    }
    return elements;
  }

  /** What stands at the end of the query. */
  String text(List<String> find) {
    StringBuilder text = new StringBuilder();
    if (!sorts.isEmpty()) {
      text.append("\n :order-by");
      for (Sort sort : sorts) {
        String column = find.get(sort.column());
        text.append(sort.descending() ? " [" + column + " :desc]" : " " + column);
      }
    }
    text.append(offset > 0 ? "\n :offset " + offset : "");
    text.append(limit >= 0 ? "\n :limit " + limit : "");
    return text.append(keepsOrder ? "\n :keep-order true" : "").toString();
  }

  /** The rows with ids in the place of what was pulled pulled by definition. */
  List<List<Object>> pull(List<List<Object>> rows, NaiveSource source) {
    return pulled < 0 ? rows : rows.stream().map(row -> pulled(row, source)).toList();
  }

  private List<Object> pulled(List<Object> row, NaiveSource source) {
    List<Object> copy = new ArrayList<>(row);
    Object entity = row.get(pulled);
    Map<Object, Object> map = new HashMap<>(Map.of(":db/id", entity));
    for (Pulled element : pattern) {
      List<Object> values = new ArrayList<>();
      for (Object value : source.values(entity, Keyword.of(element.attribute().name()))) {
        values.add(
            element.attribute().type().equals("ref") ? other(element, value, source) : value);
      }
      if (!values.isEmpty()) {
        map.put(
            element.attribute().name(),
            element.attribute().many() ? counted(values) : values.get(0));
      }
    }
    copy.set(pulled, map);
    return copy;
  }

  private static Object other(Pulled element, Object entity, NaiveSource source) {
    Map<Object, Object> map = new HashMap<>(Map.of(":db/id", entity));
    List<Object> ids =
        element.nested() ? source.values(entity, Keyword.of(":g/id")) : List.<Object>of();
    ids.forEach(id -> map.put(":g/id", id));
    return map;
  }

  /** What was pulled, in a form in which the order of lists does not count. */
  static Object normalPulled(Object pulled) {
    if (pulled instanceof Map<?, ?> map) {
      Map<Object, Object> normal = new HashMap<>();
      map.forEach((key, element) ->
          normal.put(String.valueOf(key), normalPulled(Objects.requireNonNull(element))));
      return normal;
    }
    return pulled instanceof Collection<?> elements
        ? counted(elements.stream()
            .map(one -> normalPulled(Objects.requireNonNull(one)))
            .toList())
        : pulled;
  }

  private static Object counted(List<?> values) {
    Map<Object, Integer> counted = new HashMap<>();
    values.forEach(value -> counted.merge(Objects.requireNonNull(value), 1, Integer::sum));
    return counted;
  }

  /**
   * Whether rows are a page of all: as many as there should be, and each with the values to order
   * by that stand at its place when all are ordered.
   */
  boolean isPageOf(List<List<Object>> all, List<List<Object>> rows) {
    List<List<Object>> ordered = new ArrayList<>(all);
    ordered.sort(this::compare);
    int from = Math.min(offset, ordered.size());
    int to = limit < 0 ? ordered.size() : Math.min(ordered.size(), from + limit);
    if (rows.size() != to - from) {
      return false;
    }
    List<List<Object>> left = new ArrayList<>(all);
    for (int i = 0; i < rows.size(); i++) {
      if (!left.remove(rows.get(i)) || compare(rows.get(i), ordered.get(from + i)) != 0) {
        return false;
      }
    }
    return true;
  }

  private int compare(List<Object> left, List<Object> right) {
    for (Sort sort : sorts) {
      int order = NaiveFunctions.compare(left.get(sort.column()), right.get(sort.column()));
      if (order != 0) {
        return sort.descending() ? -order : order;
      }
    }
    return 0;
  }
}

package dev.dfdb.benchmarks.query;

import clojure.lang.EdnReader;
import clojure.lang.ISeq;
import clojure.lang.Keyword;
import clojure.lang.PersistentHashMap;
import clojure.lang.PersistentVector;
import clojure.lang.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query in the dialect of XTDB: a map, with rules in it instead of among the inputs, without a
 * name for the database. Its aggregates see every match, so that {@code :with} falls away; one value
 * is taken out of the only row.
 *
 * @param form what it reads
 * @param inputs what follows the query
 * @param scalar whether one value is asked for
 * @param averages which columns are averages, of which XTDB makes ratios
 */
record XtdbQuery(Object form, List<Object> inputs, boolean scalar, List<Integer> averages) {

  private static final long TIMEOUT_MILLIS = 10_000;

  /** Translates one. */
  static XtdbQuery of(String text, List<Object> inputs) {
    Map<String, List<Object>> parts = parts(text);
    List<Object> found = new ArrayList<>(parts.getOrDefault("find", List.of()));
    boolean scalar = found.remove(Symbol.intern("."));
    Map<Object, Object> form = new HashMap<>();
    form.put(Keyword.intern("find"), PersistentVector.create(found));
    form.put(
        Keyword.intern("where"), PersistentVector.create(parts.getOrDefault("where", List.of())));
    form.put(Keyword.intern("timeout"), TIMEOUT_MILLIS);
    List<Object> given = new ArrayList<>();
    List<Object> names = new ArrayList<>();
    int next = 0;
    for (Object name : parts.getOrDefault("in", List.of())) {
      if (name.equals(Symbol.intern("%"))) {
        form.put(Keyword.intern("rules"), read((String) inputs.get(next++)));
      } else if (!name.equals(Symbol.intern("$"))) {
        names.add(name);
        given.add(inputs.get(next++));
      }
    }
    if (!names.isEmpty()) {
      form.put(Keyword.intern("in"), PersistentVector.create(names));
    }
    return new XtdbQuery(
        PersistentHashMap.create(form), List.copyOf(given), scalar, averages(found));
  }

  /** Reads EDN. */
  static Object read(String text) {
    return EdnReader.readString(text, PersistentHashMap.EMPTY);
  }

  private static Map<String, List<Object>> parts(String text) {
    Map<String, List<Object>> parts = new HashMap<>();
    List<Object> part = new ArrayList<>();
    for (Object form : (List<?>) read(text)) {
      if (form instanceof Keyword keyword) {
        part = new ArrayList<>();
        parts.put(keyword.getName(), part);
      } else {
        part.add(form);
      }
    }
    return parts;
  }

  private static List<Integer> averages(List<Object> found) {
    List<Integer> averages = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) instanceof ISeq call && call.first().equals(Symbol.intern("avg"))) {
        averages.add(i);
      }
    }
    return averages;
  }

  /** What was asked for. */
  @Nullable
  Object result(Collection<List<?>> rows) {
    if (scalar) {
      return rows.isEmpty() ? null : rows.iterator().next().get(0);
    }
    return rows;
  }

  /** What was asked for, averages as floating-point numbers. */
  @Nullable
  Object comparable(Collection<List<?>> rows) {
    if (averages.isEmpty()) {
      return result(rows);
    }
    List<List<?>> converted = new ArrayList<>();
    for (List<?> row : rows) {
      List<Object> values = new ArrayList<>(row);
      averages.forEach(i -> values.set(i, ((Number) values.get(i)).doubleValue()));
      converted.add(values);
    }
    return result(converted);
  }
}

package dev.dfdb.internal.entities;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an entity has, or is to have: values by attribute, several where there are many. A value is
 * one of the database, an entity id, a {@link Tempid}, or the form of an entity that belongs to it.
 *
 * @param e the entity, or {@link Resolution#NONE} for one that is not there yet
 * @param values what it has
 */
record Form(long e, Map<Keyword, List<Object>> values) {

  /** An entity that the same transaction makes. */
  record Tempid(String name) {}

  static Form of(long e) {
    return new Form(e, new LinkedHashMap<>());
  }

  void add(Keyword attribute, Object value) {
    values.computeIfAbsent(attribute, a -> new ArrayList<>(1)).add(value);
  }

  List<Object> get(Keyword attribute) {
    List<Object> found = values.get(attribute);
    return found == null ? List.of() : found;
  }

  /** The one value of an attribute, or null. */
  @Nullable
  Object single(Keyword attribute) {
    List<Object> found = get(attribute);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Compares values as the database does. */
  static Comparator<Object> order() {
    return (left, right) -> ValueOrder.compare(key(left), key(right));
  }

  /** The same for forms with the same content, wherever they came from. */
  static Object key(Object value) {
    if (value instanceof Tempid tempid) {
      return Collections.singletonList(tempid.name());
    }
    if (!(value instanceof Form form)) {
      return value;
    }
    Map<Keyword, List<Object>> sorted = new TreeMap<>(form.values());
    List<Object> all = new ArrayList<>();
    sorted.forEach((attribute, values) -> {
      all.add(attribute);
      List<Object> keys = new ArrayList<>();
      values.forEach(one -> keys.add(key(one)));
      keys.sort(ValueOrder.COMPARATOR);
      all.add(keys);
    });
    return all;
  }

  /** A map as transactions take it. */
  Map<Object, Object> toMap() {
    Map<Object, Object> map = new LinkedHashMap<>();
    values.forEach((attribute, all) -> map.put(attribute, written(all)));
    return map;
  }

  private static Object written(List<Object> values) {
    if (values.size() == 1) {
      return written(values.get(0)); // an attribute of cardinality one takes no list
    }
    List<Object> written = new ArrayList<>(values.size());
    values.forEach(value -> written.add(written(value)));
    return written;
  }

  /** A value as transactions take it. */
  static Object written(Object value) {
    return value instanceof Form form
        ? form.toMap()
        : value instanceof Tempid tempid ? tempid.name() : value;
  }
}

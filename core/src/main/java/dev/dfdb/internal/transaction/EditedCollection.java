package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.codec.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The map, vector or set of one attribute of one entity while a transaction changes it. Where there
 * was none, the first change makes one: a map to put a key into, else a vector.
 */
final class EditedCollection {

  private @Nullable Object collection;

  /** Begins with the value there is, or null. */
  EditedCollection(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      TreeMap<@Nullable Object, @Nullable Object> copy = new TreeMap<>(ValueOrder.COMPARATOR);
      copy.putAll(map);
      this.collection = copy;
    } else if (value instanceof Set<?> set) {
      TreeSet<@Nullable Object> copy = new TreeSet<>(ValueOrder.COMPARATOR);
      copy.addAll(set);
      this.collection = copy;
    } else {
      this.collection = value instanceof List<?> list ? new ArrayList<>(list) : value;
    }
  }

  /** The value as it is stored, or null where there is still none. */
  @Nullable
  Object value() {
    return Values.canonical(collection);
  }

  /**
   * Changes the collection.
   *
   * @return false if that can't be done with what it is
   */
  boolean apply(CollectionEdit edit) {
    if (edit instanceof CollectionEdit.Assoc assoc) {
      return associate(assoc.key(), assoc.value());
    }
    return edit instanceof CollectionEdit.Conj conj
        ? conjoin(conj.value())
        : dissociate(((CollectionEdit.Dissoc) edit).key());
  }

  @SuppressWarnings("unchecked") // the copy is of this type
  private static Map<@Nullable Object, @Nullable Object> entries(Map<?, ?> map) {
    return (Map<@Nullable Object, @Nullable Object>) map;
  }

  @SuppressWarnings("unchecked") // the copy is of this type
  private static List<@Nullable Object> elements(List<?> list) {
    return (List<@Nullable Object>) list;
  }

  @SuppressWarnings("unchecked") // the copy is of this type
  private static Set<@Nullable Object> elements(Set<?> set) {
    return (Set<@Nullable Object>) set;
  }

  private boolean associate(@Nullable Object key, @Nullable Object value) {
    if (collection == null) {
      collection = new TreeMap<@Nullable Object, @Nullable Object>(ValueOrder.COMPARATOR);
    }
    if (collection instanceof Map<?, ?> map) {
      entries(map).put(key, value);
      return true;
    }
    if (collection instanceof List<?> list && key instanceof Long at && at >= 0) {
      if (at == list.size()) {
        elements(list).add(value);
      } else if (at < list.size()) {
        elements(list).set(at.intValue(), value);
      }
      return at < list.size();
    }
    return false;
  }

  private boolean dissociate(@Nullable Object key) {
    if (collection instanceof Map<?, ?> map) {
      entries(map).remove(key);
    } else if (collection instanceof Set<?> set) {
      elements(set).remove(key);
    } else {
      return collection == null;
    }
    return true;
  }

  private boolean conjoin(@Nullable Object value) {
    if (collection == null) {
      collection = new ArrayList<@Nullable Object>();
    }
    if (collection instanceof List<?> list) {
      elements(list).add(value);
    } else if (collection instanceof Set<?> set) {
      elements(set).add(value);
    } else if (collection instanceof Map<?, ?> map && value instanceof Map<?, ?> more) {
      entries(map).putAll(more);
    } else if (collection instanceof Map<?, ?> map
        && value instanceof List<?> pair
        && pair.size() == 2) {
      entries(map).put(pair.get(0), pair.get(1));
    } else {
      return false;
    }
    return true;
  }
}

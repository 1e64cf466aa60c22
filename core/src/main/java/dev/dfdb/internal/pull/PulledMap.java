package dev.dfdb.internal.pull;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was pulled of one entity: an immutable map in the order of the pattern. Entities of which
 * the same was found share their array of keys, so that a million small maps take little memory;
 * patterns are short, and a key is found by looking at one after the other.
 *
 * <p>A chain of entities makes maps within maps, as many as memory holds, and what is reached in
 * several ways is one map in several places. So nothing here goes down into them by recursion, nor
 * into the same one again and again.
 */
final class PulledMap extends AbstractMap<Object, Object> {

  private final Object[] keys;
  private final Object[] values;

  /** Null until it is asked for; several threads may find it out. */
  private @Nullable Integer hash;

  /** Takes over arrays of the same length, the keys all different. */
  PulledMap(Object[] keys, Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return find(key) >= 0;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    int found = find(key);
    return found < 0 ? null : values[found];
  }

  private int find(@Nullable Object key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return keys.length;
      }

      @Override
      public Iterator<Map.Entry<Object, Object>> iterator() {
        return new Entries();
      }
    };
  }

  @Override
  public int hashCode() {
    Integer known = hash;
    return known == null ? hashFromBelow() : known;
  }

  /** Finds it out for the maps within first. */
  private int hashFromBelow() {
    Deque<PulledMap> open = new ArrayDeque<>(List.of(this));
    while (!open.isEmpty()) {
      PulledMap map = open.getLast();
      int size = open.size();
      if (map.hash == null) {
        map.addUnhashed(open);
      }
      if (open.size() == size) {
        open.removeLast();
        map.hash = map.sum();
      }
    }
    return sum();
  }

  private void addUnhashed(Deque<PulledMap> open) {
    for (Object value : values) {
      if (value instanceof List<?> list) {
        list.forEach(element -> addUnhashed(element, open));
      } else {
        addUnhashed(value, open);
      }
    }
  }

  private static void addUnhashed(@Nullable Object value, Deque<PulledMap> open) {
    if (value instanceof PulledMap map && map.hash == null) {
      open.addLast(map);
    }
  }

  /** The hash code as every map has it, which asks each of the maps within. */
  private int sum() {
    int sum = 0;
    for (int i = 0; i < keys.length; i++) {
      sum += keys[i].hashCode() ^ values[i].hashCode();
    }
    return sum;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Map<?, ?> map && new PulledEquality().test(this, map));
  }

  /** As other maps show themselves; what is very long is cut off. */
  @Override
  public String toString() {
    return new PulledText().of(this);
  }

  private final class Entries implements Iterator<Map.Entry<Object, Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < keys.length;
    }

    @Override
    public Map.Entry<Object, Object> next() {
      if (next == keys.length) {
        throw new NoSuchElementException();
      }
      Map.Entry<Object, Object> entry =
          new AbstractMap.SimpleImmutableEntry<>(keys[next], values[next]);
      next++;
      return entry;
    }
  }
}

package dev.dfdb.internal.pull;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was pulled of one entity: an immutable map in the order of the pattern. Entities of which
 * the same was found share their array of keys, so that a million small maps take little memory;
 * patterns are short, and a key is found by looking at one after the other.
 */
final class PulledMap extends AbstractMap<Object, Object> {

  private final Object[] keys;
  private final Object[] values;

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

package dev.dfdb.internal.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Keeps what was computed for the keys used last. Safe from any thread. */
public final class BoundedCache<K, V> {

  private final Map<K, V> entries;

  /** Room for so many; beyond, what was used longest ago goes. */
  public BoundedCache(int capacity) {
    entries = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > capacity;
      }
    };
  }

  /** The value of a key, computed, outside of any lock, if it isn't there. */
  public V get(K key, Function<? super K, ? extends V> compute) {
    synchronized (entries) {
      V known = entries.get(key);
      if (known != null) {
        return known;
      }
    }
    V computed = compute.apply(key);
    synchronized (entries) {
      entries.put(key, computed);
    }
    return computed;
  }
}

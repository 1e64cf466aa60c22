package dev.dfdb;

import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.entity.EntityReader;
import dev.dfdb.internal.index.DatabaseValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How large a database is. Immutable; made by {@link Db#stats()}.
 *
 * @param datoms how many datoms it shows
 * @param attributes the same for every attribute that has any, in alphabetical order
 * @param cachedBytes about how many bytes the cache of queries holds
 * @param maxCachedBytes how many it may hold
 */
public record DatabaseStats(
    long datoms, Map<Keyword, AttributeStats> attributes, long cachedBytes, long maxCachedBytes) {

  /**
   * How large an attribute is.
   *
   * @param count how many datoms it has
   * @param distinct about how many different values those have; exact if there are few
   */
  public record AttributeStats(long count, long distinct) {}

  /** Copies the map. */
  public DatabaseStats {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  static DatabaseStats of(DatabaseValue value) {
    Map<Keyword, AttributeStats> attributes = new TreeMap<>();
    long datoms = 0;
    for (Map.Entry<Long, Long> counted : value.counts().entrySet()) {
      long count = counted.getValue();
      datoms += count;
      attributes.put(
          EntityReader.attribute(value, counted.getKey()).ident(),
          new AttributeStats(count, value.distinctValues(counted.getKey(), count)));
    }
    return new DatabaseStats(datoms, attributes, value.cachedBytes(), value.maxCachedBytes());
  }
}

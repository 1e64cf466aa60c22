package dev.dfdb.internal.index;

import org.jspecify.annotations.Nullable;

/**
 * What a connection knows of a database value that is read, beside its datoms. Immutable.
 *
 * @param cache postings of the state of the storage that is read; null without
 * @param statistics the statistics of that state; null without
 * @param isStrict whether attributes must be declared before they are used
 * @param handle what the value is to who asks; null if that isn't known
 */
public record Surroundings(
    @Nullable PostingsCache cache,
    @Nullable KnownStatistics statistics,
    boolean isStrict,
    @Nullable Object handle) {

  /** Nothing is known. */
  static final Surroundings NONE = new Surroundings(null, null, false, null);

  /** The same for a value that is something else to who asks. */
  Surroundings withHandle(Object newHandle) {
    return new Surroundings(cache, statistics, isStrict, newHandle);
  }
}

package dev.dfdb;

import dev.dfdb.internal.index.DatabaseValue;

/**
 * How many datoms a database has. Immutable; made by {@link Db#datomCounts()}.
 *
 * @param live how many it shows
 * @param logged how many the log has up to its basis, whatever part of them it shows: all that were
 *     asserted and all that were retracted, but for those excised or not remembered any more. This
 *     is the size of the history.
 */
public record DatomCounts(long live, long logged) {

  static DatomCounts of(DatabaseValue value) {
    long live = 0;
    for (long count : value.counts().values()) {
      live += count;
    }
    return new DatomCounts(live, value.logged());
  }
}

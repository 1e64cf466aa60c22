package dev.dfdb;

import dev.dfdb.codec.Values;
import dev.dfdb.datom.Index;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.IndexRange;
import java.time.Instant;

/** Finds the transaction that a point in time means. */
final class TimePoints {

  private TimePoints() {}

  /**
   * The t of the last transaction at a point.
   *
   * @throws IllegalArgumentException if it is no point in time
   */
  static long t(Object point, DatabaseValue value) {
    Object canonical = Values.canonical(point);
    if (canonical instanceof Instant instant) {
      return lastUpTo(instant, value);
    }
    if (canonical instanceof Long number && number >= 0) {
      return EntityIds.isTransaction(number) ? EntityIds.t(number) : number;
    }
    throw new IllegalArgumentException(
        "a point in time is a t, the id of a transaction, or an instant, not " + point);
  }

  private static long lastUpTo(Instant instant, DatabaseValue value) {
    // A transaction's time has whole milliseconds, so that nothing lies between it and the next.
    Object sought = Instant.ofEpochMilli(instant.toEpochMilli());
    long a = Builtin.TX_INSTANT;
    IndexRange range = IndexRange.upTo(Index.AVET, DatomSource.NONE, a, sought);
    try (DatomCursor datoms = value.scan(range, true)) {
      return datoms.next() && datoms.a() == a ? EntityIds.t(datoms.e()) : 0;
    }
  }
}

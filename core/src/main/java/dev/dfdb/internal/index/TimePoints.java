package dev.dfdb.internal.index;

import dev.dfdb.codec.Values;
import dev.dfdb.datom.Index;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Finds the transaction that a point in time means. */
public final class TimePoints {

  private TimePoints() {}

  /**
   * The t of the last transaction at a point.
   *
   * @throws IllegalArgumentException if it is no point in time
   */
  public static long t(Object point, DatabaseValue value) {
    Instant instant = instant(point);
    return instant == null ? number(point) : lastUpTo(instant, value);
  }

  /**
   * The t of the first transaction that is not before a point; the next one's if there is none.
   *
   * @throws IllegalArgumentException if it is no point in time
   */
  public static long first(Object point, DatabaseValue value) {
    Instant instant = instant(point);
    return instant == null ? number(point) : firstFrom(instant, value);
  }

  private static @Nullable Instant instant(Object point) {
    return Values.canonical(point) instanceof Instant instant ? instant : null;
  }

  private static long number(Object point) {
    if (Values.canonical(point) instanceof Long number && number >= 0) {
      return EntityIds.isTransaction(number) ? EntityIds.t(number) : number;
    }
    throw new IllegalArgumentException(
        "a point in time is a t, the id of a transaction, or an instant, not " + point);
  }

  private static long lastUpTo(Instant instant, DatabaseValue value) {
    // A transaction's time has whole milliseconds, so that nothing lies between it and the next.
    Object sought = instant.truncatedTo(ChronoUnit.MILLIS);
    long a = Builtin.TX_INSTANT;
    IndexRange range = IndexRange.upTo(Index.AVET, DatomSource.NONE, a, sought);
    try (DatomCursor datoms = value.scan(range, true)) {
      return datoms.next() && datoms.a() == a ? EntityIds.t(datoms.e()) : 0;
    }
  }

  private static long firstFrom(Instant instant, DatabaseValue value) {
    IndexRange range = IndexRange.ofValues(Builtin.TX_INSTANT, instant, null);
    try (DatomCursor datoms = value.scan(range, false)) {
      return datoms.next() ? EntityIds.t(datoms.e()) : value.root().t() + 1;
    }
  }
}

package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.storage.ReadView;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The log up to the last transaction that a database value knows, over one state of a storage. As
 * safe for several threads as the view beneath it.
 */
public final class LogValue {

  private final ReadView view;
  private final DatabaseValue value;

  /** The log of a database value, read from the same view as that. */
  public LogValue(ReadView view, DatabaseValue value) {
    this.view = view;
    this.value = value;
  }

  /**
   * Opens a walk over the transactions from one point in time to another.
   *
   * @param start the first point, included; null for no bound
   * @param end the last point, excluded; null for no bound
   * @throws IllegalArgumentException if one is no point in time
   */
  public LogCursor scan(@Nullable Object start, @Nullable Object end) {
    long from = first(start, 0);
    return new LogCursor(view, from, Math.max(from, first(end, value.root().t() + 1)));
  }

  /** The entity ids of the transactions that {@link #scan} gives; t has no gaps. */
  public List<Long> ids(@Nullable Object start, @Nullable Object end) {
    return LongStream.range(first(start, 0), first(end, value.root().t() + 1))
        .mapToObj(EntityIds::ofTransaction)
        .toList();
  }

  private long first(@Nullable Object point, long unbounded) {
    return point == null
        ? unbounded
        : Math.min(value.root().t() + 1, TimePoints.first(point, value));
  }

  /**
   * The datoms of the transaction at a point in time; none where there is no such transaction.
   *
   * @throws IllegalArgumentException if it is no point in time
   */
  public List<Datom> datoms(Object point) {
    long t = TimePoints.t(point, value);
    TransactionLog.Entry entry = t > value.root().t() ? null : TransactionLog.read(view, t);
    return entry == null ? List.of() : entry.datoms();
  }
}

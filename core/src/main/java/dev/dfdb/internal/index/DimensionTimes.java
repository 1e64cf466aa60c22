package dev.dfdb.internal.index;

import dev.dfdb.datom.Index;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions of time that datoms have: what their transactions carry, and what was derived of
 * their entities then. Keeps what was read, up to a bound. Safe from any thread.
 */
final class DimensionTimes {

  private static final int MOST_KEPT = 1 << 16;
  private static final Object NO_VALUE = new Object();

  private final Supplier<IndexView> present;
  private final Supplier<IndexView> history;
  private final Map<Place, Object> known = new ConcurrentHashMap<>();
  private volatile @Nullable IndexView presentView;
  private volatile @Nullable IndexView historyView;

  /** Where it asks; made on the first question. */
  DimensionTimes(Supplier<IndexView> present, Supplier<IndexView> history) {
    this.present = present;
    this.history = history;
  }

  /** A dimension of a datom by its entity and transaction; null if it has none. */
  @Nullable
  Object of(long e, long tx, Attribute attribute) {
    Dimension dimension = attribute.dimension();
    boolean isDerived = dimension != null && dimension.isDerived();
    Place key = new Place(
        new DatomKeys().place(Index.VAET, isDerived ? e : DatomSource.NONE, attribute.id(), tx));
    Object value = known.get(key);
    if (value == null) {
      value = isDerived ? derived(e, tx, attribute.id()) : carried(tx, attribute.id());
      if (known.size() >= MOST_KEPT) {
        known.clear();
      }
      known.put(key, value);
    }
    return value == NO_VALUE ? null : value;
  }

  private Object carried(long tx, long a) {
    try (PlacedDatoms datoms = presentView().scan(IndexRange.of(Index.EAVT, tx, a, null), false)) {
      return datoms.next() ? datoms.v() : NO_VALUE;
    }
  }

  private Object derived(long e, long tx, long a) {
    try (PlacedDatoms datoms = historyView().scan(IndexRange.of(Index.EAVT, e, a, null), false)) {
      while (datoms.next()) {
        if (datoms.added() && datoms.tx() == tx) {
          return datoms.v();
        }
      }
    }
    return NO_VALUE;
  }

  private IndexView presentView() {
    IndexView view = presentView;
    if (view == null) {
      view = present.get();
      presentView = view;
    }
    return view;
  }

  private IndexView historyView() {
    IndexView view = historyView;
    if (view == null) {
      view = history.get();
      historyView = view;
    }
    return view;
  }
}

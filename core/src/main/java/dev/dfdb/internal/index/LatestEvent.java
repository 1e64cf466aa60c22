package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of the events about one thing counts, given in any order.
 *
 * <p>An event without a rank speaks of all times: it counts against everything transacted before
 * it, and everything transacted after it counts against it. Of the ranked events after the last of
 * those, the one with the greatest rank counts; among equals the one transacted last, and within a
 * transaction an assertion.
 */
final class LatestEvent {

  /** An assertion or a retraction. */
  private record Event(List<Object> rank, Datom datom) {}

  /** By transaction; an event is left out if a later one has at least its rank. */
  private final NavigableMap<Long, Event> ranked = new TreeMap<>();

  private @Nullable Datom unranked;

  /** Takes an event. */
  void add(@Nullable List<Object> rank, Datom datom) {
    if (rank == null) {
      if (unranked == null || isAfter(datom, unranked)) {
        unranked = datom;
      }
      return;
    }
    Map.Entry<Long, Event> later = ranked.ceilingEntry(datom.tx());
    if (later != null) {
      int order = DimensionOrder.compare(later.getValue().rank(), rank);
      boolean isReplaced = later.getKey() != datom.tx()
          ? order >= 0
          : !isAfter(datom, later.getValue().datom());
      if (isReplaced) {
        return;
      }
    }
    ranked.put(datom.tx(), new Event(rank, datom));
    Map.Entry<Long, Event> earlier = ranked.lowerEntry(datom.tx());
    while (earlier != null && DimensionOrder.compare(earlier.getValue().rank(), rank) <= 0) {
      ranked.remove(earlier.getKey());
      earlier = ranked.lowerEntry(datom.tx());
    }
  }

  /** Of the same rank. */
  private static boolean isAfter(Datom datom, Datom other) {
    return datom.tx() != other.tx() ? datom.tx() > other.tx() : datom.added() && !other.added();
  }

  /** The datom that is live, or null. */
  @Nullable
  Datom live() {
    Map.Entry<Long, Event> first =
        unranked == null ? ranked.firstEntry() : ranked.higherEntry(unranked.tx());
    Datom latest = first == null ? unranked : first.getValue().datom();
    return latest != null && latest.added() ? latest : null;
  }
}

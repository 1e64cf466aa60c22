package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;

/** The datoms that are left of a walk over a history, in the order of the index, group by group. */
final class DimensionDatoms extends WholeDatoms {

  private final IndexRange range;
  private final PlacedDatoms events;
  private final boolean reverse;
  private final Function<Group, NavigableMap<Place, Datom>> choice;
  private Iterator<Map.Entry<Place, Datom>> live = Collections.emptyIterator();
  private boolean begun;
  private boolean left;

  /**
   * Stands before the first.
   *
   * @param events the events of whole groups; closed with this
   * @param choice what is live of a group, by place
   */
  DimensionDatoms(
      IndexRange range,
      PlacedDatoms events,
      boolean reverse,
      Function<Group, NavigableMap<Place, Datom>> choice) {
    super(range.index());
    this.range = range;
    this.events = events;
    this.reverse = reverse;
    this.choice = choice;
  }

  /** The events of one group. */
  final class Group {

    private final byte[] key =
        Arrays.copyOfRange(events.bytes(), events.start(), events.groupEnd());

    /** The walk, which stands on one of them. */
    PlacedDatoms events() {
      return events;
    }

    /** The index it goes along. */
    Index index() {
      return range.index();
    }

    /** Goes to the next one; false at the end, where the walk may stand in the next group. */
    boolean next() {
      left = events.next();
      return left && DimensionIndex.isSameGroup(key, events);
    }
  }

  @Override
  public boolean next() {
    if (!begun) {
      begun = true;
      left = events.next();
    }
    while (true) {
      while (live.hasNext()) {
        goTo(live.next());
        if (range.contains(place, start, end)) {
          decode();
          return true;
        }
      }
      if (!left) {
        return false;
      }
      NavigableMap<Place, Datom> next = choice.apply(new Group());
      live = (reverse ? next.descendingMap() : next).entrySet().iterator();
    }
  }

  @Override
  public void close() {
    events.close();
  }
}

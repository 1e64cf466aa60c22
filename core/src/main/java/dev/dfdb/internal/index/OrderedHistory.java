package dev.dfdb.internal.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a history in an order that is a matter of its datoms alone: by place, then by t, and
 * within a transaction the retraction first. The indexes give the groups of a history in their
 * order, and those datoms of a group that are live behind those that are not any more.
 *
 * <p>Of a group with more datoms than are held at a time, the group is read once more for each such
 * part of it.
 */
final class OrderedHistory implements DatomCursor {

  private static final int HELD = 1 << 17;

  private static final Comparator<Event> ORDER =
      Comparator.comparing(Event::place).thenComparingLong(Event::tx).thenComparing(Event::added);

  private final IndexView history;
  private final IndexRange range;
  private final boolean reverse;
  private final int most;
  private final Comparator<Event> order;
  private final PlacedDatoms walk;
  private final List<Event> events = new ArrayList<>();
  private byte[] group = {};
  private int at = -1;
  private boolean begun;
  private boolean stands;
  private boolean isCut;

  private record Event(
      Place place, long e, long a, Supplier<Object> value, long tx, boolean added) {}

  /** Stands before the first datom. */
  OrderedHistory(IndexView history, IndexRange range, boolean reverse) {
    this(history, range, reverse, HELD);
  }

  /**
   * Stands before the first datom.
   *
   * @param most how many datoms to hold
   */
  OrderedHistory(IndexView history, IndexRange range, boolean reverse, int most) {
    this.history = history;
    this.range = range;
    this.reverse = reverse;
    this.most = most;
    this.order = reverse ? ORDER.reversed() : ORDER;
    this.walk = history.scan(range, reverse);
  }

  @Override
  public boolean next() {
    at++;
    if (at < events.size()) {
      return true;
    }
    if (isCut) {
      holdMore();
    } else {
      holdNextGroup();
    }
    at = 0;
    return !events.isEmpty();
  }

  private void holdNextGroup() {
    if (!begun) {
      begun = true;
      stands = walk.next();
    }
    events.clear();
    if (stands) {
      group = Arrays.copyOfRange(walk.bytes(), walk.start(), walk.groupEnd());
      do {
        hold(walk, null);
        stands = walk.next();
      } while (stands && DimensionIndex.isSameGroup(group, walk));
      finish();
    }
  }

  /** Holds the datoms of the group that come after those held. */
  private void holdMore() {
    Event last = events.get(events.size() - 1);
    events.clear();
    isCut = false;
    try (PlacedDatoms again = history.scan(range.within(group), reverse)) {
      while (again.next()) {
        hold(again, last);
      }
    }
    finish();
  }

  private void hold(PlacedDatoms datom, @Nullable Event after) {
    // The place first: asking for it may complete the value.
    Place place = Place.of(datom);
    Event event =
        new Event(place, datom.e(), datom.a(), datom.laterValue(), datom.tx(), datom.added());
    if (after == null || order.compare(event, after) > 0) {
      events.add(event);
      if (events.size() == 2 * most) {
        finish();
      }
    }
  }

  /** Puts what is held in order, and drops what is too much. */
  private void finish() {
    events.sort(order);
    if (events.size() > most) {
      events.subList(most, events.size()).clear();
      isCut = true;
    }
  }

  private Event event() {
    return events.get(at);
  }

  @Override
  public long e() {
    return event().e();
  }

  @Override
  public long a() {
    return event().a();
  }

  @Override
  public Object v() {
    return event().value().get();
  }

  @Override
  public long tx() {
    return event().tx();
  }

  @Override
  public boolean added() {
    return event().added();
  }

  @Override
  public void close() {
    walk.close();
  }
}

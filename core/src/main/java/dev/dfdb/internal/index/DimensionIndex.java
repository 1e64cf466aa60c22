package dev.dfdb.internal.index;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The indexes as they are at points of dimensions of time: of everything that happened within some
 * bounds, for each entity and attribute what counts there. What an attribute of one entity has
 * costs the history of that attribute of that entity.
 */
final class DimensionIndex implements IndexView {

  private final IndexView history;
  private final DimensionOrder order;
  private final Schema schema;

  /**
   * Looks at a history.
   *
   * @param history everything that happened within the bounds
   */
  DimensionIndex(IndexView history, DimensionOrder order, Schema schema) {
    this.history = history;
    this.order = order;
    this.schema = schema;
  }

  @Override
  public PlacedDatoms scan(IndexRange range, boolean reverse) {
    return new DimensionDatoms(
        range, history.scan(range.wholeGroups(), reverse), reverse, this::live);
  }

  /** What is live of one group, which a walk stands on the first event of; goes to its end. */
  private NavigableMap<Place, Datom> live(DimensionDatoms.Group group) {
    PlacedDatoms events = group.events();
    Index index = group.index();
    long a = events.a();
    boolean isMany = isMany(a);
    boolean isOfEntity = DatomKeys.keepsSingleValueBeside(index);
    Map<Object, LatestEvent> latest = new HashMap<>();
    do {
      Datom event = events.datom();
      Object slot = isOfEntity ? isMany ? place(index, event) : (Object) a : (Object) event.e();
      if (isOfEntity || isMany || event.added()) {
        latest
            .computeIfAbsent(slot, key -> new LatestEvent())
            .add(order.rank(event.e(), event.tx()), event);
      }
    } while (group.next());
    NavigableMap<Place, Datom> live = new TreeMap<>();
    for (LatestEvent slot : latest.values()) {
      Datom datom = slot.live();
      if (datom != null && !isOfEntity && !isMany) {
        datom = valueIfSame(datom);
      }
      if (datom != null) {
        live.put(place(index, datom), datom);
      }
    }
    return live;
  }

  private boolean isMany(long a) {
    Attribute attribute = schema.attribute(a);
    return attribute != null && attribute.many();
  }

  private static Place place(Index index, Datom datom) {
    return new Place(new DatomKeys().place(index, datom.e(), datom.a(), datom.v()));
  }

  /** The live datom of an entity and attribute of cardinality one, if it has a datom's value. */
  private @Nullable Datom valueIfSame(Datom datom) {
    IndexRange range = IndexRange.of(Index.EAVT, datom.e(), datom.a(), null);
    LatestEvent latest = new LatestEvent();
    try (PlacedDatoms events = history.scan(range, false)) {
      while (events.next()) {
        latest.add(order.rank(events.e(), events.tx()), events.datom());
      }
    }
    Datom live = latest.live();
    return live != null && ValueOrder.compare(live.v(), datom.v()) == 0 ? live : null;
  }

  /** Whether two walks stand in the same group. */
  static boolean isSameGroup(byte[] group, PlacedDatoms events) {
    return Arrays.equals(group, 0, group.length, events.bytes(), events.start(), events.groupEnd());
  }
}

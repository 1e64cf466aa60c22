package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** Indexes with transactions laid over them that are stored nowhere. */
final class SpeculativeIndex implements IndexView {

  private final IndexView base;
  private final boolean history;
  private final Map<Index, NavigableMap<Place, Datom>> added = new EnumMap<>(Index.class);
  private final Map<Index, NavigableMap<Place, Datom>> hidden = new EnumMap<>(Index.class);

  /**
   * Lays transactions over {@code base}.
   *
   * @param transactions in their order
   * @param window the one that {@code base} is seen through
   */
  SpeculativeIndex(
      IndexView base, List<Speculation> transactions, TimeWindow window, Schema schema) {
    this.base = base;
    this.history = window.history();
    for (Index index : Index.values()) {
      added.put(index, new TreeMap<>());
      hidden.put(index, new TreeMap<>());
    }
    for (Speculation transaction : transactions) {
      boolean isShown = transaction.t() > window.period().after();
      transaction.datoms().forEach(datom -> take(datom, isShown, schema));
    }
  }

  private void take(Datom datom, boolean isShown, Schema schema) {
    Attribute attribute = schema.attribute(datom.a());
    boolean isForgotten = history && !datom.added() && attribute != null && attribute.noHistory();
    long forgotten = isForgotten ? lastAssertedAt(datom) : DatomSource.NONE;
    for (Index index : Index.values()) {
      if (index == Index.VAET && (attribute == null || !attribute.isRef())) {
        continue;
      }
      byte[] place = new DatomKeys().place(index, datom.e(), datom.a(), datom.v());
      if (isForgotten) {
        of(added, index).remove(event(place, forgotten, true));
        of(hidden, index).put(event(place, forgotten, true), datom);
      } else if (history) {
        if (isShown) {
          of(added, index).put(event(place, EntityIds.t(datom.tx()), datom.added()), datom);
        }
      } else if (datom.added()) {
        if (isShown) {
          of(added, index).put(new Place(place), datom);
        }
      } else {
        of(added, index).remove(new Place(place));
        of(hidden, index).put(new Place(place), datom);
      }
    }
  }

  /**
   * The t of the last transaction that asserted what history does not keep once it is retracted.
   */
  private long lastAssertedAt(Datom datom) {
    long last = DatomSource.NONE;
    IndexRange range = IndexRange.of(Index.EAVT, datom.e(), datom.a(), datom.v());
    try (PlacedDatoms datoms = scan(range, false)) {
      while (datoms.next()) {
        if (datoms.added()) {
          last = EntityIds.t(datoms.tx());
        }
      }
    }
    return last;
  }

  /** An assertion and a retraction have one place: in a history they are told apart behind it. */
  private static Place event(byte[] place, long t, boolean isAdded) {
    return new Place(
        new KeyWriter().writeRaw(place).writeId(t).writeByte(isAdded ? 1 : 0).toBytes());
  }

  private Place keyOf(PlacedDatoms datom) {
    if (!history) {
      return Place.of(datom);
    }
    int end = datom.end(); // first: asking for it may complete the place
    byte[] place = Arrays.copyOfRange(datom.bytes(), datom.start(), end);
    return event(place, EntityIds.t(datom.tx()), datom.added());
  }

  @Override
  public PlacedDatoms scan(IndexRange range, boolean reverse) {
    NavigableMap<Place, Datom> hides = within(hidden, range);
    NavigableMap<Place, Datom> adds = within(added, range);
    PlacedDatoms datoms = base.scan(range, reverse);
    if (!hides.isEmpty()) {
      datoms = new SelectedDatoms(datoms, datom -> !hides.containsKey(keyOf(datom)));
    }
    if (!adds.isEmpty()) {
      NavigableMap<Place, Datom> ordered = reverse ? adds.descendingMap() : adds;
      datoms = new MergedDatoms(
          datoms, new ListedDatoms(range.index(), ordered.entrySet().iterator()), reverse, history);
    }
    return datoms;
  }

  private static NavigableMap<Place, Datom> of(
      Map<Index, NavigableMap<Place, Datom>> maps, Index index) {
    return Objects.requireNonNull(maps.get(index), "every index has its map");
  }

  private static NavigableMap<Place, Datom> within(
      Map<Index, NavigableMap<Place, Datom>> maps, IndexRange range) {
    byte[] to = range.to();
    if (to != null && Arrays.compareUnsigned(range.from(), to) >= 0) {
      return new TreeMap<>();
    }
    NavigableMap<Place, Datom> tail =
        of(maps, range.index()).tailMap(new Place(range.from()), true);
    return to == null ? tail : tail.headMap(new Place(to), false);
  }
}

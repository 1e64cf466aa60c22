package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.datom.Index;
import dev.dfdb.storage.KeyRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of the datoms of an index: those whose {@linkplain DatomKeys#place places} lie between two.
 *
 * <p>A group is what the superseded datoms of an index are ordered by before their time: entity and
 * attribute in EAVT and AEVT, attribute and value in AVET and VAET. So they are found by the groups
 * a range touches, and then sorted out by their places.
 *
 * <p>Immutable; the arrays it gives are its own and not to be changed.
 */
public final class IndexRange {

  private static final byte[] START = {};

  private final Index index;
  private final byte[] from;
  private final byte @Nullable [] to;
  private final byte[] fromGroup;
  private final byte @Nullable [] toGroup;

  private IndexRange(
      Index index, byte[] from, byte @Nullable [] to, byte[] fromGroup, byte @Nullable [] toGroup) {
    this.index = index;
    this.from = from;
    this.to = to;
    this.fromGroup = fromGroup;
    this.toGroup = toGroup;
  }

  /** The index. */
  public Index index() {
    return index;
  }

  /** The first place, included; empty for no bound. */
  byte[] from() {
    return from;
  }

  /** The place behind the last, or null for no bound. */
  byte @Nullable [] to() {
    return to;
  }

  /** The beginning without what comes after its group. */
  byte[] fromGroup() {
    return fromGroup;
  }

  /**
   * The datoms that have the components given, which must be a prefix of the index's own.
   *
   * @param e the entity id, or {@link DatomSource#NONE}
   * @param a the attribute id, or {@link DatomSource#NONE}
   * @param v the value in its canonical type, or null
   * @throws IllegalArgumentException if a component is given without those before it in the index
   */
  public static IndexRange of(Index index, long e, long a, @Nullable Object v) {
    byte[] prefix = place(index, e, a, v);
    byte[] group = group(index, e, a, v);
    return new IndexRange(index, prefix, behind(prefix), group, behind(group));
  }

  /** All datoms from the first that has the components given, or would come after it. */
  public static IndexRange from(Index index, long e, long a, @Nullable Object v) {
    return new IndexRange(index, place(index, e, a, v), null, group(index, e, a, v), null);
  }

  /** All datoms up to the last that has the components given, or would come before it. */
  public static IndexRange upTo(Index index, long e, long a, @Nullable Object v) {
    return new IndexRange(
        index, START, behind(place(index, e, a, v)), START, behind(group(index, e, a, v)));
  }

  /**
   * The datoms of AVET with values from one, included, to another, excluded; values too long for a
   * key are only told apart by their beginnings, so that the range may hold some more of those.
   *
   * @param start the first value, or null for no bound
   * @param end the value behind the last, or null for no bound
   */
  public static IndexRange ofValues(long a, @Nullable Object start, @Nullable Object end) {
    byte[] all = new DatomKeys().place(Index.AVET, DatomSource.NONE, a, null);
    byte[] from = start == null ? all : bound(a, start, all.length);
    byte[] to = behind(all);
    if (end != null) {
      byte[] last = bound(a, end, all.length);
      to = last.length == all.length + DatomKeys.MAX_VALUE_BYTES ? behind(last) : last;
    }
    return new IndexRange(Index.AVET, from, to, from, to);
  }

  /**
   * The datoms of AVET with values up to one, included; of values too long for a key, also those
   * with the same beginning.
   *
   * @param last the last value, or null for no bound
   */
  public static IndexRange ofValuesUpTo(long a, @Nullable Object last) {
    byte[] from = new DatomKeys().place(Index.AVET, DatomSource.NONE, a, null);
    byte[] to = behind(last == null ? from : bound(a, last, from.length));
    return new IndexRange(Index.AVET, from, to, from, to);
  }

  private static byte[] bound(long a, Object v, int attributeBytes) {
    byte[] place = new DatomKeys().place(Index.AVET, DatomSource.NONE, a, v);
    int longest = attributeBytes + DatomKeys.MAX_VALUE_BYTES;
    return place.length > longest ? Arrays.copyOf(place, longest) : place;
  }

  private static byte[] place(Index index, long e, long a, @Nullable Object v) {
    boolean hasE = e != DatomSource.NONE;
    boolean hasA = a != DatomSource.NONE;
    boolean hasV = v != null;
    boolean isPrefix = switch (index) {
      case EAVT -> (hasE || !hasA) && (hasA || !hasV);
      case AEVT -> (hasA || !hasE) && (hasE || !hasV);
      case AVET -> (hasA || !hasV) && (hasV || !hasE);
      case VAET -> (hasV || !hasA) && (hasA || !hasE);
    };
    if (!isPrefix) {
      throw new IllegalArgumentException("the components given are no prefix of " + index);
    }
    return new DatomKeys().place(index, e, a, v);
  }

  private static byte[] group(Index index, long e, long a, @Nullable Object v) {
    return switch (index) {
      case EAVT, AEVT -> new DatomKeys().place(index, e, a, null);
      case AVET, VAET -> new DatomKeys().place(index, DatomSource.NONE, a, v);
    };
  }

  /** All datoms of the groups that it touches. */
  IndexRange wholeGroups() {
    return cutsGroups() ? new IndexRange(index, fromGroup, toGroup, fromGroup, toGroup) : this;
  }

  /** Those of its datoms that belong to one of the groups that it touches. */
  IndexRange within(byte[] group) {
    byte[] end = behind(group);
    boolean beginsBefore = Arrays.compareUnsigned(from, group) < 0;
    boolean endsBehind = to == null || (end != null && Arrays.compareUnsigned(to, end) > 0);
    return new IndexRange(index, beginsBefore ? group : from, endsBehind ? end : to, group, end);
  }

  /** Those of its datoms that are not before a place, which may be the beginning of one. */
  IndexRange beginningWith(byte[] place) {
    if (Arrays.compareUnsigned(place, from) <= 0) {
      return this;
    }
    return new IndexRange(index, place, to, groupOf(index, place), toGroup);
  }

  /** Those of its datoms that are not behind a place, or begin with it. */
  IndexRange endingWith(byte[] place) {
    byte[] end = behind(place);
    if (to != null && (end == null || Arrays.compareUnsigned(to, end) <= 0)) {
      return this;
    }
    return new IndexRange(index, from, end, fromGroup, behind(groupOf(index, place)));
  }

  /** Whether a key, of some index, is that of a live datom. */
  static boolean isLive(byte[] key) {
    return key[DatomKeys.HEADER_BYTES - 1] < DatomKeys.pastSpace(Index.EAVT);
  }

  /** The group that a place, of live or superseded datoms, is in. */
  static byte[] groupOf(Index index, byte[] place) {
    KeyReader reader = new KeyReader(place);
    reader.skipId();
    if (index == Index.AVET) {
      reader.skipValueBounded(DatomKeys.MAX_VALUE_BYTES);
    } else {
      reader.skipId();
    }
    return Arrays.copyOf(place, reader.position());
  }

  static byte @Nullable [] behind(byte[] prefix) {
    return KeyRange.prefix(prefix).end();
  }

  /** Whether the place of a datom is in the range. */
  boolean contains(PlacedDatoms datom) {
    // The end first: asking for it may complete the place.
    int end = datom.end();
    return contains(datom.bytes(), datom.start(), end);
  }

  /** Whether a place is in the range. */
  boolean contains(byte[] bytes, int start, int end) {
    return Arrays.compareUnsigned(bytes, start, end, from, 0, from.length) >= 0
        && (to == null || Arrays.compareUnsigned(bytes, start, end, to, 0, to.length) < 0);
  }

  /** Whether the range begins or ends within a group. */
  boolean cutsGroups() {
    return from.length != fromGroup.length || !Arrays.equals(to, toGroup);
  }

  /** Where the live datoms lie in a storage. */
  KeyRange live() {
    return inSpace(DatomKeys.space(index), from, to);
  }

  /** Where the superseded datoms lie in a storage, and some beside them. */
  KeyRange past() {
    return inSpace(DatomKeys.pastSpace(index), fromGroup, toGroup);
  }

  private static KeyRange inSpace(int space, byte[] start, byte @Nullable [] end) {
    DatomKeys keys = new DatomKeys();
    byte[] first = keys.inSpace(space, start);
    byte[] last = end == null ? behind(keys.inSpace(space, START)) : keys.inSpace(space, end);
    return KeyRange.between(first, true, last, false);
  }
}

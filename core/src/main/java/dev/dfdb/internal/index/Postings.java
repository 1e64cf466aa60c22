package dev.dfdb.internal.index;

import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.limit.Budget;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All datoms of one attribute as arrays: each key once, in the order of an index, and for each key
 * its members. By entity, the keys are entities and the members values; by value it is the other
 * way round. What reading an index gives one by one stands side by side here, and is found by
 * arithmetic. Immutable, apart from tables that are made when they are first wanted; safe from any
 * thread.
 */
public final class Postings {

  private final ValueArray keys;
  /** Where the members of a key begin; null where every key has one. */
  private final int @Nullable [] starts;

  private final ValueArray members;
  private final long bytes;
  private volatile @Nullable LongPositions longPositions;
  private volatile @Nullable ObjectPositions objectPositions;
  private volatile @Nullable ValueArray repeated;
  private volatile @Nullable Adjacency adjacency;

  private Postings(ValueArray keys, int @Nullable [] starts, ValueArray members, long bytes) {
    this.bytes = bytes;
    this.keys = keys;
    this.starts = starts;
    this.members = members;
  }

  /** The keys, each once, in the order of the index. */
  public ValueArray keys() {
    return keys;
  }

  /** The members of all keys, key by key. */
  public ValueArray members() {
    return members;
  }

  /** How many datoms there are. */
  public int size() {
    return members.size();
  }

  /** Whether every key has one member, so that members stand where their keys do. */
  public boolean isSingle() {
    return starts == null;
  }

  /** Where the members of a key begin. */
  public int start(int key) {
    return starts == null ? key : starts[key];
  }

  /** The key of every datom, as often as it has members. */
  public ValueArray repeatedKeys() {
    int[] begins = starts;
    if (begins == null) {
      return keys;
    }
    ValueArray known = repeated;
    if (known == null) {
      ValueArray.Builder all = new ValueArray.Builder();
      for (int key = 0; key < keys.size(); key++) {
        for (int i = begins[key]; i < begins[key + 1]; i++) {
          if (keys.areLongs()) {
            all.add(keys.longs()[key]);
          } else {
            all.add(keys.objects()[key]);
          }
        }
      }
      known = all.build();
      repeated = known;
    }
    return known;
  }

  /** The graph that they are; null if keys or members are no entities. */
  public @Nullable Adjacency adjacency() {
    if (!keys.areLongs() || !members.areLongs()) {
      return null;
    }
    Adjacency known = adjacency;
    if (known == null) {
      known = new Adjacency(this);
      adjacency = known;
    }
    return known;
  }

  /** The position of a key, or -1 where there is none. */
  public int find(long key) {
    if (!keys.areLongs()) {
      return find((Object) key);
    }
    LongPositions positions = longPositions;
    if (positions == null) {
      positions = new LongPositions(keys.longs(), keys.size());
      longPositions = positions;
    }
    return positions.find(key);
  }

  /** The position of a key, which must be {@linkplain #isSimple simple}, or -1. */
  public int find(Object key) {
    if (keys.areLongs()) {
      return key instanceof Long number ? find(number.longValue()) : -1;
    }
    ObjectPositions positions = objectPositions;
    if (positions == null) {
      positions = new ObjectPositions(keys.objects(), keys.size());
      objectPositions = positions;
    }
    return positions.find(key);
  }

  /** The position of the first of the long keys, which must be sorted, that is at least this. */
  public int lowerBound(long key) {
    int found = Arrays.binarySearch(keys.longs(), 0, keys.size(), key);
    return found >= 0 ? found : -found - 1;
  }

  /** Whether values of this kind are the same exactly if they are equal as objects. */
  public static boolean isSimple(Object value) {
    return value instanceof Long
        || value instanceof String
        || value instanceof Keyword
        || value instanceof Instant
        || value instanceof UUID
        || value instanceof Boolean;
  }

  /** About how many bytes it takes, with what is made later. */
  long bytes() {
    return bytes;
  }

  /**
   * Reads the datoms of an attribute.
   *
   * @param datoms those of AEVT, or with {@code byValue} of AVET
   * @param most how many to read at most
   * @param mostBytes how many bytes to take at most, about
   * @return null if there are more, or values that aren't simple
   */
  public static @Nullable Postings read(
      DatomCursor datoms, boolean byValue, double most, long mostBytes) {
    Builder builder = new Builder();
    Budget budget = Budget.current();
    while (datoms.next()) {
      budget.tick();
      if (builder.members.size() >= most || builder.bytes > mostBytes) {
        return null;
      }
      Object v = datoms.v();
      if (!isSimple(v)) {
        return null;
      }
      if (byValue) {
        builder.add(v, datoms.e());
      } else {
        builder.add(datoms.e(), v);
      }
    }
    return builder.build();
  }

  /**
   * Those of some keys out of others.
   *
   * @param keys different ones, in ascending order where they are longs
   * @param parts for each key, postings that have all its members
   */
  public static Postings ofKeys(Collection<Object> keys, List<Postings> parts) {
    Builder builder = new Builder();
    int at = 0;
    for (Object key : keys) {
      Postings part = parts.get(at++);
      int found = part.find(key);
      if (found >= 0) {
        builder.begin();
        builder.keys.add(key);
        for (int i = part.start(found); i < part.start(found + 1); i++) {
          builder.members.add(part.members.get(i));
        }
      }
    }
    return builder.build();
  }

  /** Takes datoms in the order of the index. */
  private static final class Builder {
    private static final int MAX_SHARED = 4_096;

    /** What a key or a member takes, with its part of the tables that are made later. */
    private static final long BYTES = 16;

    private static final long OBJECT_BYTES = 40;

    private final ValueArray.Builder keys = new ValueArray.Builder();
    private final ValueArray.Builder members = new ValueArray.Builder();
    private final Map<Object, Object> shared = new HashMap<>();
    private int[] starts = new int[16];
    private long bytes;

    void add(Object key, long member) {
      bytes += BYTES;
      if (!keys.endsWith(key)) {
        begin();
        keys.add(key);
        bytes += BYTES + bytes(key);
      }
      members.add(member);
    }

    void add(long key, Object member) {
      bytes += BYTES;
      if (!keys.endsWith(key)) {
        begin();
        keys.add(key);
        bytes += BYTES;
      }
      members.add(member instanceof Long ? member : shared(member));
    }

    /** One object for equal ones, as long as there are not too many different ones. */
    private Object shared(Object value) {
      Object known = shared.get(value);
      if (known != null) {
        return known;
      }
      if (shared.size() < MAX_SHARED) {
        shared.put(value, value);
      }
      bytes += bytes(value);
      return value;
    }

    private static long bytes(Object value) {
      return value instanceof Long
          ? 0
          : OBJECT_BYTES + (value instanceof String text ? 2L * text.length() : 0);
    }

    private void begin() {
      int key = keys.size();
      if (key == starts.length) {
        starts = Arrays.copyOf(starts, 2 * key);
      }
      starts[key] = members.size();
    }

    Postings build() {
      int count = keys.size();
      int[] ends = null;
      if (count < members.size()) {
        ends = Arrays.copyOf(starts, count + 1);
        ends[count] = members.size();
      }
      return new Postings(keys.build(), ends, members.build(), bytes);
    }
  }
}

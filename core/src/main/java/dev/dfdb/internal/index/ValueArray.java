package dev.dfdb.internal.index;

import java.util.Arrays;

/**
 * Values one after the other: in a {@code long[]} as long as all of them are longs, which entity
 * ids are, else in an {@code Object[]}. Not to be changed once it is made.
 */
public final class ValueArray {

  private static final long[] NO_LONGS = {};
  private static final Object[] NO_OBJECTS = {};

  private final long[] longs;
  private final Object[] objects;
  private final boolean areLongs;
  private final int size;

  private ValueArray(long[] longs, Object[] objects, boolean areLongs, int size) {
    this.longs = longs;
    this.objects = objects;
    this.areLongs = areLongs;
    this.size = size;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Whether all are longs. */
  public boolean areLongs() {
    return areLongs;
  }

  /** The longs, with room behind them perhaps; not to be changed. Empty if there are others. */
  public long[] longs() {
    return longs;
  }

  /** The objects, with room behind them perhaps; not to be changed. Empty if all are longs. */
  public Object[] objects() {
    return objects;
  }

  /** One of them. */
  public Object get(int index) {
    return areLongs ? (Object) longs[index] : objects[index];
  }

  /** Takes values one after the other. Not safe for several threads. */
  static final class Builder {

    private long[] longs = new long[16];
    private Object[] objects = NO_OBJECTS;
    private boolean areLongs = true;
    private int size;

    int size() {
      return size;
    }

    void add(long value) {
      if (!areLongs) {
        add((Object) value);
        return;
      }
      if (size == longs.length) {
        longs = Arrays.copyOf(longs, 2 * size);
      }
      longs[size++] = value;
    }

    void add(Object value) {
      if (areLongs) {
        if (value instanceof Long number) {
          add(number.longValue());
          return;
        }
        toObjects();
      }
      if (size == objects.length) {
        objects = Arrays.copyOf(objects, 2 * size);
      }
      objects[size++] = value;
    }

    private void toObjects() {
      objects = new Object[longs.length];
      for (int i = 0; i < size; i++) {
        objects[i] = longs[i];
      }
      longs = NO_LONGS;
      areLongs = false;
    }

    /** Whether the last value is this one. */
    boolean endsWith(Object value) {
      return size > 0
          && (areLongs
              ? value instanceof Long number && longs[size - 1] == number
              : objects[size - 1].equals(value));
    }

    /** Whether the last value is this one. */
    boolean endsWith(long value) {
      return size > 0 && (areLongs ? longs[size - 1] == value : objects[size - 1].equals(value));
    }

    ValueArray build() {
      return areLongs
          ? new ValueArray(Arrays.copyOf(longs, size), NO_OBJECTS, true, size)
          : new ValueArray(NO_LONGS, Arrays.copyOf(objects, size), false, size);
    }
  }
}

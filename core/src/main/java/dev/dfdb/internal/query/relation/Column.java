package dev.dfdb.internal.query.relation;

import dev.dfdb.internal.limit.Budget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one variable, row by row. As long as every value is a {@code Long}, which entity
 * ids are, they lie in a {@code long[]}; the first other value moves all to an {@code Object[]}.
 *
 * <p>Grows at its end. Not safe for several threads while it grows.
 */
public final class Column {

  private static final int INITIAL = 16;
  private static final long[] NO_LONGS = {};

  /** What a value and the reference to it take, more or less. */
  private static final long OBJECT_BYTES = 32;

  /** Longer texts and byte arrays are counted by their length. */
  private static final int LONG_VALUE = 64;

  private long[] longs;
  private @Nullable Object @Nullable [] objects;
  private int size;
  private long longValues;

  /** An empty column with room for some rows. */
  public Column(int capacity) {
    longs = capacity == 0 ? NO_LONGS : allocated(capacity);
  }

  private static long[] allocated(int capacity) {
    if (capacity > INITIAL) {
      Budget.current().charge((long) capacity * Long.BYTES);
    }
    return new long[capacity];
  }

  private Column(long[] longs, @Nullable Object @Nullable [] objects, int size) {
    this.longs = longs;
    this.objects = objects;
    this.size = size;
  }

  /** A column of one row. */
  public static Column of(@Nullable Object value) {
    Column column = new Column(1);
    column.append(value);
    return column;
  }

  /** A column over an array of longs, which must not be changed afterwards. */
  public static Column ofLongs(long[] values, int size) {
    return new Column(values, null, size);
  }

  /** A column over an array of objects, which must not be changed afterwards. */
  public static Column ofObjects(@Nullable Object[] values, int size) {
    return new Column(NO_LONGS, values, size);
  }

  /** The longs of a column of longs, with room behind them perhaps; not to be changed. */
  public long[] longs() {
    return longs;
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  /** Whether every value is a Long, so that {@link #getLong} may be called. */
  public boolean isLongs() {
    return objects == null;
  }

  /** The value of a row. */
  public @Nullable Object get(int row) {
    return objects == null ? (Object) longs[row] : objects[row];
  }

  /** The value of a row of a column of longs. */
  public long getLong(int row) {
    return longs[row];
  }

  /** Adds a row. */
  public void append(@Nullable Object value) {
    if (objects == null) {
      if (value instanceof Long number) {
        append(number.longValue());
        return;
      }
      objects = boxed(Math.max(longs.length, INITIAL));
      longs = NO_LONGS;
    }
    if (size == objects.length) {
      int grown = grown();
      Budget.current().charge((grown - size) * OBJECT_BYTES);
      objects = Arrays.copyOf(objects, grown);
    }
    objects[size++] = value;
    long length = value instanceof String text
        ? text.length()
        : value instanceof byte[] bytes ? bytes.length : 0;
    if (length > LONG_VALUE) {
      longValues += length;
      Budget.current().charge(length);
    }
  }

  /** Adds a row. */
  public void append(long value) {
    if (objects != null) {
      append((Object) value);
      return;
    }
    if (size == longs.length) {
      int grown = grown();
      Budget.current().charge((long) (grown - size) * Long.BYTES);
      longs = Arrays.copyOf(longs, grown);
    }
    longs[size++] = value;
  }

  /** Adds a copy of a row of another column. */
  public void append(Column other, int row) {
    if (other.objects == null) {
      append(other.longs[row]);
    } else {
      append(other.objects[row]);
    }
  }

  /** Makes the value the only row. */
  public void setOnly(long value) {
    size = 0;
    append(value);
  }

  /** Makes the value the only row. */
  public void setOnly(@Nullable Object value) {
    size = 0;
    append(value);
  }

  /** The rows with the given numbers, in their order. */
  public Column select(Rows rows) {
    int count = rows.size();
    Budget.current().charge((long) count * Long.BYTES);
    if (objects == null) {
      long[] selected = new long[count];
      for (int i = 0; i < count; i++) {
        selected[i] = longs[rows.get(i)];
      }
      return new Column(selected, null, count);
    }
    @Nullable Object[] selected = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      selected[i] = objects[rows.get(i)];
    }
    return new Column(NO_LONGS, selected, count).withLongValues(this);
  }

  /** The rows from one number up to, but without, another. */
  public Column slice(int from, int to) {
    Budget.current().charge((long) (to - from) * Long.BYTES);
    return objects == null
        ? new Column(Arrays.copyOfRange(longs, from, to), null, to - from)
        : new Column(NO_LONGS, Arrays.copyOfRange(objects, from, to), to - from)
            .withLongValues(this);
  }

  /** A part of another column holds about as much of its long values. */
  private Column withLongValues(Column whole) {
    longValues = whole.size == 0
        ? 0
        : Math.min(whole.longValues, (long) ((double) whole.longValues / whole.size * size));
    return this;
  }

  /** About how much memory it takes. */
  public long bytes() {
    return longValues
        + (objects == null ? (long) longs.length * Long.BYTES : objects.length * OBJECT_BYTES);
  }

  /** The hash of the value of a row, as {@link Equality} has it. */
  public int hash(int row) {
    return objects == null ? Equality.hash(longs[row]) : Equality.hash(objects[row]);
  }

  /** Whether a row holds the same value as a row of another column. */
  public boolean same(int row, Column other, int otherRow) {
    return (objects == null && other.objects == null)
        ? longs[row] == other.longs[otherRow]
        : Equality.same(get(row), other.get(otherRow));
  }

  private int grown() {
    return Math.max(INITIAL, Rows.grown(size));
  }

  private @Nullable Object[] boxed(int capacity) {
    Budget.current().charge(capacity * OBJECT_BYTES);
    @Nullable Object[] boxed = new @Nullable Object[capacity];
    for (int i = 0; i < size; i++) {
      boxed[i] = longs[i];
    }
    return boxed;
  }
}

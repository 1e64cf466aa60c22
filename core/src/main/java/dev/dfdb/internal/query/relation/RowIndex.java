package dev.dfdb.internal.query.relation;

import dev.dfdb.internal.limit.Budget;
import java.util.Arrays;

/**
 * Finds rows by the values of some of their columns. Rows with one key form a chain in the order of
 * their numbers, so a reader of a table that grows meanwhile can stop at a number.
 *
 * <p>Chained hashing over the first row of each key. Not safe for several threads while it grows.
 */
public final class RowIndex {

  /** No row. */
  public static final int NONE = -1;

  private final Column[] keys;
  private int[] buckets = new int[16];
  private int[] hashes = new int[16];
  private int[] nextKey = new int[16];
  private int[] nextRow = new int[16];
  private int[] lastRow = new int[16];
  private int size;
  private int keyCount;

  /** An index over no rows yet of columns that may grow. */
  public RowIndex(Column[] keys) {
    this.keys = keys.clone();
    Arrays.fill(buckets, NONE);
  }

  /** An index over the first rows of columns. */
  public RowIndex(Column[] keys, int rows) {
    this(keys);
    extend(rows);
  }

  /** Takes in the rows up to, but without, a number. */
  public void extend(int rows) {
    ensureCapacity(rows);
    Budget budget = Budget.current();
    for (; size < rows; size++) {
      budget.tick();
      insert(size);
    }
  }

  /** How many different keys there are. */
  public int keyCount() {
    return keyCount;
  }

  /** The first row whose key is that of a row of other columns, or {@link #NONE}. */
  public int first(Column[] probe, int row) {
    int hash = hash(probe, row);
    int candidate = buckets[hash & (buckets.length - 1)];
    while (candidate != NONE) {
      if (hashes[candidate] == hash && same(candidate, probe, row)) {
        return candidate;
      }
      candidate = nextKey[candidate];
    }
    return NONE;
  }

  /** The next row with the same key, or {@link #NONE}. */
  public int next(int row) {
    return nextRow[row];
  }

  /** Whether a row is the first of its key. */
  public boolean isFirst(int row) {
    return lastRow[row] != NONE;
  }

  /** About how much memory it takes, without its columns. */
  public long bytes() {
    return (long) Integer.BYTES * (buckets.length + 4L * hashes.length);
  }

  private void insert(int row) {
    nextRow[row] = NONE;
    int first = first(keys, row);
    if (first == NONE) {
      int hash = hash(keys, row);
      int bucket = hash & (buckets.length - 1);
      hashes[row] = hash;
      nextKey[row] = buckets[bucket];
      buckets[bucket] = row;
      lastRow[row] = row;
      keyCount++;
    } else {
      nextRow[lastRow[first]] = row;
      lastRow[first] = row;
      lastRow[row] = NONE;
    }
  }

  private void ensureCapacity(int rows) {
    if (rows > hashes.length) {
      int capacity = Math.max(rows, Rows.grown(hashes.length));
      Budget.current().charge(4L * Integer.BYTES * (capacity - hashes.length));
      hashes = Arrays.copyOf(hashes, capacity);
      nextKey = Arrays.copyOf(nextKey, capacity);
      nextRow = Arrays.copyOf(nextRow, capacity);
      lastRow = Arrays.copyOf(lastRow, capacity);
    }
    if (rows > buckets.length && buckets.length < 1 << 30) {
      int capacity = Math.max(Integer.highestOneBit(rows) << 1, 16);
      Budget.current().charge((long) Integer.BYTES * capacity);
      buckets = new int[capacity < 0 ? 1 << 30 : capacity];
      Arrays.fill(buckets, NONE);
      for (int row = 0; row < size; row++) {
        if (lastRow[row] != NONE) {
          int bucket = hashes[row] & (buckets.length - 1);
          nextKey[row] = buckets[bucket];
          buckets[bucket] = row;
        }
      }
    }
  }

  private static int hash(Column[] columns, int row) {
    int hash = 0;
    for (Column column : columns) {
      hash = Equality.combine(hash, column.hash(row));
    }
    return hash;
  }

  private boolean same(int candidate, Column[] probe, int row) {
    for (int i = 0; i < keys.length; i++) {
      if (!keys[i].same(candidate, probe[i], row)) {
        return false;
      }
    }
    return true;
  }
}

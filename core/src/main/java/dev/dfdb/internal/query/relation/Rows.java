package dev.dfdb.internal.query.relation;

import dev.dfdb.error.QueryException;
import dev.dfdb.internal.limit.Budget;
import java.util.Arrays;
import java.util.Map;

/** Row numbers, in an order. Grows at its end. Not safe for several threads. */
public final class Rows {

  /** The most rows that a relation can have. */
  public static final int MAX = Integer.MAX_VALUE - 16;

  private int[] rows;
  private int size;

  /** No rows, with room for some. */
  public Rows(int capacity) {
    Budget.current().charge((long) capacity * Integer.BYTES);
    rows = new int[capacity];
  }

  /** The rows with these numbers; the array must not be changed afterwards. */
  public static Rows of(int[] rows, int size) {
    Rows made = new Rows(0);
    made.rows = rows;
    made.size = size;
    return made;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The row at a place. */
  public int get(int index) {
    return rows[index];
  }

  /** Adds a row. */
  public void add(int row) {
    if (size == rows.length) {
      int grown = grown(size);
      Budget.current().charge((long) (grown - size) * Integer.BYTES);
      rows = Arrays.copyOf(rows, grown);
    }
    rows[size++] = row;
  }

  /** Whether these are the rows from 0 up to {@code count}, each once, in order. */
  public boolean isAll(int count) {
    if (size != count) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (rows[i] != i) {
        return false;
      }
    }
    return true;
  }

  /** The capacity after {@code size}. */
  public static int grown(int size) {
    if (size >= MAX) {
      throw new QueryException(
          "A query has too many intermediate rows",
          Map.of("limit", MAX, "remedy", "add conditions, or clauses that connect the others"));
    }
    return (int) Math.min(MAX, Math.max(16, size * 2L));
  }
}

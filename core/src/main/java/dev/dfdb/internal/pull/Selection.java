package dev.dfdb.internal.pull;

import java.util.Arrays;

/**
 * Some entities of a node, in the order in which indexes have them.
 *
 * @param entities their ids, ascending
 * @param rows the row of each
 */
record Selection(long[] entities, int[] rows) {

  /** The entities of some rows, each once. */
  static Selection of(EntityRows all, int[] some) {
    if (some.length == 1) {
      return new Selection(new long[] {all.entity(some[0])}, some);
    }
    long[] entities = new long[some.length];
    for (int i = 0; i < some.length; i++) {
      entities[i] = all.entity(some[i]);
    }
    Arrays.sort(entities);
    int[] rows = new int[some.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = all.find(entities[i]);
    }
    return new Selection(entities, rows);
  }

  int size() {
    return rows.length;
  }
}

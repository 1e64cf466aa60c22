package dev.dfdb.internal.pull;

import java.util.Arrays;

/** Some entities of a node, in the order in which indexes have them. Not to be changed. */
final class Selection {

  private final long[] entities;
  private final int[] rows;

  /**
   * The entities of some rows.
   *
   * @param rows each once, in any order
   */
  Selection(EntityRows all, int[] rows) {
    this.entities = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      entities[i] = all.entity(rows[i]);
    }
    Arrays.sort(entities);
    this.rows = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      this.rows[i] = all.find(entities[i]);
    }
  }

  int size() {
    return rows.length;
  }

  /** The id of the entity at a place; ids ascend. */
  long entity(int at) {
    return entities[at];
  }

  /** The row of the entity at a place. */
  int row(int at) {
    return rows[at];
  }
}

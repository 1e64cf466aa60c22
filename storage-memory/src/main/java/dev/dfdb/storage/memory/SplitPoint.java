package dev.dfdb.storage.memory;

/**
 * Where to split a node that has become too heavy. Mostly in the middle. But a leaf that is being
 * filled in order, each entry beside the one before, is split at that place: the part the entries
 * leave behind stays full, and the next ones go on filling the other. Indexes are written in such
 * runs, and several of them in turn.
 */
final class SplitPoint {

  private SplitPoint() {}

  /**
   * Splits a leaf into which one more cell is to go.
   *
   * @param at the place of the new cell
   * @param weight the weight of the new cell
   * @return how many cells go left, counting the new one: at least one, and not all
   */
  static int of(Leaf leaf, int at, int weight) {
    if (at == 0) {
      return 1;
    }
    if (at == leaf.count) {
      return leaf.count;
    }
    if (leaf.insertedAt() == at - 1) {
      // A run upwards goes on behind the new cell, so that cell goes left if it fits.
      int left = leaf.offsets[2 * at] - leaf.offsets[0] + 4 * at;
      return left + weight <= Leaf.MAX_WEIGHT ? at + 1 : at;
    }
    if (leaf.insertedAt() == at) {
      int right = leaf.offsets[2 * leaf.count] - leaf.offsets[2 * at] + 4 * (leaf.count - at);
      return right + weight <= Leaf.MAX_WEIGHT ? at : at + 1;
    }
    return middle(leaf, at, weight);
  }

  private static int middle(Leaf leaf, int at, int weight) {
    int half = (leaf.weight() + weight) / 2;
    int cells = 0;
    int sum = 0;
    while (cells < leaf.count) {
      int next = weight;
      if (cells != at) {
        int cell = cells < at ? cells : cells - 1;
        next = leaf.offsets[2 * cell + 2] - leaf.offsets[2 * cell] + 4;
      }
      if (cells > 0 && sum + next / 2 > half) {
        break;
      }
      sum += next;
      cells++;
    }
    return cells;
  }

  /** The separator at which to split an inner node with three or more; not the first or last. */
  static int of(Inner inner) {
    int half = inner.weight() / 2;
    int middle = 1;
    while (middle < inner.count - 2
        && inner.offsets[2 * middle + 1] - inner.prefixLength() + 8 * middle < half) {
      middle++;
    }
    return middle;
  }
}

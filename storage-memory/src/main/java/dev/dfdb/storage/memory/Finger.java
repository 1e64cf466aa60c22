package dev.dfdb.storage.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The leaf a batch put its last entry into, and between which keys it lies: the next entry, if it
 * belongs there too and fits, goes in without a way down the tree. Entries of a batch mostly come
 * in some order, so that most of them do.
 */
final class Finger {

  private @Nullable Leaf leaf;
  private byte @Nullable [] low;
  private byte @Nullable [] high;

  // Where the bounds stand, while the way down is being gone.
  private @Nullable Inner lowAt;
  private int lowCell;
  private @Nullable Inner highAt;
  private int highCell;

  /**
   * Puts an entry into the leaf, if it is the right one and only the leaf has to change.
   *
   * @return false if nothing was done
   */
  boolean put(Edit edit, byte[] key, byte[] value) {
    Leaf present = leaf;
    if (present == null
        || !edit.owns(present)
        || (low != null && Arrays.compareUnsigned(key, low) < 0)
        || (high != null && Arrays.compareUnsigned(key, high) >= 0)
        || present.sharedWithPrefix(key) < present.prefixLength()) {
      return false;
    }
    int cell = present.find(key);
    if (cell >= 0) {
      // One that shrinks may have to be united with its neighbour.
      if (value.length < present.valueLength(cell)) {
        return false;
      }
      return present.holds(cell, value) || present.replace(edit, cell, value) == present;
    }
    return present.weight() + present.weightOf(key, value) <= Node.MAX_WEIGHT
        && present.insert(edit, -cell - 1, key, value) == present;
  }

  /** Forgets the leaf: the tree changes elsewhere, or the leaf does not stay as it is. */
  void lose() {
    leaf = null;
    low = null;
    high = null;
    lowAt = null;
    highAt = null;
  }

  /** Notes that the way down goes through a child of a node. */
  void pass(Inner inner, int child) {
    if (child > 0) {
      lowAt = inner;
      lowCell = child - 1;
    }
    if (child < inner.count) {
      highAt = inner;
      highCell = child;
    }
  }

  /** Notes where the way led. */
  void reach(Node node) {
    if (node instanceof Leaf reached) {
      leaf = reached;
    }
  }

  /** Notes the bounds, after the way was gone. */
  void settle() {
    if (leaf != null) {
      low = lowAt == null ? null : lowAt.key(lowCell);
      high = highAt == null ? null : highAt.key(highCell);
    }
  }
}

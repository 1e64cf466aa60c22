package dev.dfdb.storage.memory;

import org.jspecify.annotations.Nullable;

/** The way down a tree to a leaf, from which the way goes on to the leaf beside it. */
final class LeafPath {

  private final Node root;
  private final int step;

  /** The inner nodes from the root to the leaf. */
  private final Inner[] nodes;

  /** The child taken in each. */
  private final int[] taken;

  private boolean descended;

  /**
   * Starts above the root.
   *
   * @param step 1 to go in key order, -1 to go against it
   */
  LeafPath(Node root, int step) {
    int depth = root instanceof Inner inner ? inner.level : 0;
    this.root = root;
    this.step = step;
    this.nodes = new Inner[depth];
    this.taken = new int[depth];
  }

  /** Whether it leads to a leaf already. */
  boolean isDescended() {
    return descended;
  }

  /**
   * The first leaf on the way that may hold a key of a range.
   *
   * @param bound where the range begins: the first key when going in key order, the first one above
   *     all keys when going against it; null for no bound
   */
  Leaf first(byte @Nullable [] bound) {
    descended = true;
    Node node = root;
    for (int depth = 0; node instanceof Inner inner; depth++) {
      nodes[depth] = inner;
      if (bound == null) {
        taken[depth] = edge(inner);
      } else {
        taken[depth] = step > 0 ? inner.childWith(bound) : inner.childBelow(bound);
      }
      node = inner.children[taken[depth]];
    }
    return (Leaf) node;
  }

  /** The leaf after the present one, or null after the last. */
  @Nullable
  Leaf next() {
    int depth = nodes.length - 1;
    while (depth >= 0 && taken[depth] == (step > 0 ? nodes[depth].count : 0)) {
      depth--;
    }
    if (depth < 0) {
      return null;
    }
    taken[depth] += step;
    Node node = nodes[depth].children[taken[depth]];
    for (depth++; node instanceof Inner inner; depth++) {
      nodes[depth] = inner;
      taken[depth] = edge(inner);
      node = inner.children[taken[depth]];
    }
    return (Leaf) node;
  }

  /** The child to begin with. */
  private int edge(Inner inner) {
    return step > 0 ? 0 : inner.count;
  }
}

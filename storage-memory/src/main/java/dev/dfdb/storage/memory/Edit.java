package dev.dfdb.storage.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch of changes to a tree, which gives a new tree and leaves the old one as it is.
 *
 * <p>What a change touches is copied once: a node the batch has created is changed in place by its
 * later operations, because nobody sees it before {@link #finish()}. The tree is a B+ tree whose
 * nodes are split when they pass {@link Node#maxWeight()}, in the middle, or where an entry is
 * added at an end, there, so that ascending and descending insertion leave full nodes behind. After
 * each operation no two neighbours under one parent are {@linkplain Node#isUnderfull() underfull}
 * and {@linkplain #mergeable mergeable}; beyond that nodes may be small, and an inner node may have
 * a single child: nodes are allocated to size, so that a small one costs little more than its
 * content.
 */
final class Edit {

  private final Node before;
  private final long batch;
  private final List<Leaf> loose = new ArrayList<>();
  private final PutRun run = new PutRun();
  private final LeafMerge merge = new LeafMerge(this);
  private Node root;

  /**
   * What became of a node that had to be split, beside the node returned: at most one at a time.
   */
  private @Nullable Split split;

  /**
   * The right part of a node that was split, and the separator between the parts.
   *
   * @param goesOn whether the part is the first of what will be put behind the left one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Split(byte[] separator, Node right, boolean goesOn) {}

  /**
   * Starts.
   *
   * @param before the tree to change
   * @param batch a number no other batch on the tree had
   */
  Edit(Node before, long batch) {
    this.before = before;
    this.batch = batch;
    this.root = before;
  }

  /** The tree without any of the changes. */
  Node before() {
    return before;
  }

  long batch() {
    return batch;
  }

  boolean owns(Node node) {
    return node.batch == batch;
  }

  /** Remembers a leaf that has room to give back in the end. */
  void trimLater(Leaf leaf) {
    loose.add(leaf);
  }

  /** The tree with all changes, not to be changed any more. */
  Node finish() {
    putRun();
    loose.forEach(Leaf::trim);
    return root;
  }

  /** Puts an entry; it goes into the tree with those that follow it in ascending order. */
  void put(byte[] key, byte[] value) {
    if (!run.isBelow(key)) {
      putRun();
    }
    run.add(key, value);
  }

  private void putRun() {
    while (run.hasNext()) {
      Node changed = put(root, run.size());
      Split half = takeSplit();
      if (half != null) {
        changed = settle(Inner.of(this, changed).insert(this, 0, half.separator, half.right), 0, 0);
      }
      setRoot(changed);
    }
    run.clear();
  }

  void remove(byte[] key) {
    putRun();
    setRoot(remove(root, key));
  }

  /** Removes the keys from {@code start}, included, to {@code end}, excluded; null for no bound. */
  void removeRange(byte @Nullable [] start, byte @Nullable [] end) {
    putRun();
    if (start == null || end == null || Arrays.compareUnsigned(start, end) < 0) {
      setRoot(removeRange(root, start, end));
    }
  }

  private void setRoot(@Nullable Node changed) {
    Node top = changed == null ? Leaf.EMPTY : changed;
    while (top instanceof Inner inner && inner.count == 0) {
      top = inner.children[0];
    }
    root = top;
  }

  private @Nullable Split takeSplit() {
    Split taken = split;
    split = null;
    return taken;
  }

  /**
   * Puts the next entries of the run that belong below a node: all of them, or those until a node
   * has to be split.
   *
   * @param end where the entries end that belong below the node
   */
  private Node put(Node node, int end) {
    return node instanceof Leaf leaf ? put(leaf, end) : put((Inner) node, end);
  }

  private Leaf put(Leaf leaf, int end) {
    int next = run.next();
    Leaf merged = merge.merge(leaf, run, end);
    if (run.next() > next) {
      return merged;
    }
    int cell = leaf.find(run.key(next));
    return splitAround(cell >= 0 ? leaf.remove(this, cell, cell + 1) : leaf, end);
  }

  /** Splits a leaf that has no room for the next entry, and puts that into one of the parts. */
  private Leaf splitAround(Leaf leaf, int end) {
    byte[] key = run.key(run.next());
    int at = leaf.lowerBound(key);
    boolean goesOn = at == leaf.count && leaf.isFilledUpwards();
    int cells = SplitPoint.of(leaf, at, leaf.weightOf(key, run.value(run.next())));
    Leaf left;
    Leaf right;
    if (cells > at) {
      left = merge.mergeIntoPart(part(leaf, 0, cells - 1), run, run.next() + 1);
      right = part(leaf, cells - 1, leaf.count);
    } else {
      left = goesOn ? leaf.close(this) : part(leaf, 0, cells);
      right = merge.mergeIntoPart(part(leaf, cells, leaf.count), run, end);
    }
    split = new Split(separator(left.key(left.count - 1), right.key(0)), right, goesOn);
    return left;
  }

  private Leaf part(Leaf leaf, int from, int to) {
    return to - from == leaf.count ? leaf : from == to ? Leaf.EMPTY : leaf.slice(this, from, to);
  }

  /** The shortest key above {@code left} and not above {@code right}. */
  private static byte[] separator(byte[] left, byte[] right) {
    return Arrays.copyOf(right, Arrays.mismatch(left, right) + 1);
  }

  private Inner put(Inner inner, int end) {
    Inner changed = inner;
    while (run.next() < end) {
      int at = changed.childWith(run.key(run.next()));
      Node before = changed.children[at];
      int ownWeight = owns(before) ? before.weight() : -1; // it may be changed in place
      Node child = put(before, at == changed.count ? end : run.endBelow(changed, at, end));
      changed = changed.replace(this, at, child);
      Split half = takeSplit();
      if (half != null) {
        return withHalf(changed, at, half);
      }
      if (child.isUnderfull() && child.weight() < (ownWeight >= 0 ? ownWeight : before.weight())) {
        return settle(changed, at - 1, at);
      }
    }
    return changed;
  }

  /** The node with the right part of its child {@code at}, which was split; or one of two. */
  private Inner withHalf(Inner inner, int at, Split half) {
    if (inner.count >= 2 && inner.weightWith(half.separator) > Inner.MAX_WEIGHT) {
      return splitAround(inner, at, half);
    }
    Inner changed = inner.insert(this, at, half.separator, half.right);
    // What is filled upwards may have a small leaf at its end, beside others: entries are put
    // behind
    // others with less ado than between them.
    return settle(changed, at - 1, half.goesOn ? at : at + 1);
  }

  /** Splits an inner node that has no room for one more child, after child {@code at}. */
  private Inner splitAround(Inner inner, int at, Split more) {
    Inner left;
    Inner right;
    byte[] separator;
    if (at == inner.count) {
      left = inner;
      right = Inner.of(this, more.right);
      separator = more.separator;
    } else if (at == 0) {
      left = Inner.of(this, inner.children[0]);
      right = inner.replace(this, 0, more.right);
      separator = more.separator;
    } else {
      Inner whole = inner.insert(this, at, more.separator, more.right);
      int middle = SplitPoint.of(whole);
      left = whole.slice(this, 0, middle + 1);
      right = whole.slice(this, middle + 1, whole.children.length);
      separator = whole.key(middle);
    }
    left = settle(left, 0, left.count);
    split = new Split(separator, settle(right, 0, right.count), false);
    return left;
  }

  private @Nullable Node remove(Node node, byte[] key) {
    if (node instanceof Leaf leaf) {
      int cell = leaf.find(key);
      return cell < 0 ? leaf : leaf.count == 1 ? null : leaf.remove(this, cell, cell + 1);
    }
    Inner inner = (Inner) node;
    int at = inner.childWith(key);
    Node child = remove(inner.children[at], key);
    if (child == inner.children[at] && !owns(child)) {
      return inner;
    }
    if (child == null) {
      return without(inner, at, at + 1);
    }
    return settle(inner.replace(this, at, child), at - 1, at);
  }

  private @Nullable Node removeRange(Node node, byte @Nullable [] start, byte @Nullable [] end) {
    if (start == null && end == null) {
      return null;
    }
    return node instanceof Leaf leaf
        ? removeRange(leaf, start, end)
        : removeRange((Inner) node, start, end);
  }

  private @Nullable Node removeRange(Leaf leaf, byte @Nullable [] start, byte @Nullable [] end) {
    int from = start == null ? 0 : leaf.lowerBound(start);
    int to = end == null ? leaf.count : leaf.lowerBound(end);
    if (from == to) {
      return leaf;
    }
    return to - from == leaf.count ? null : leaf.remove(this, from, to);
  }

  /** Trims the children the bounds fall into and drops those between without looking at them. */
  private @Nullable Node removeRange(Inner inner, byte @Nullable [] start, byte @Nullable [] end) {
    int first = start == null ? 0 : inner.childWith(start);
    int last = end == null ? inner.count : inner.childBelow(end);
    Node left = removeRange(inner.children[first], start, first == last ? end : null);
    Node right = first == last ? left : removeRange(inner.children[last], null, end);
    Inner changed = inner;
    if (left != null) {
      changed = changed.replace(this, first, left);
    }
    if (right != null) {
      changed = changed.replace(this, last, right);
    }
    return without(changed, left == null ? first : first + 1, right == null ? last + 1 : last);
  }

  /** An inner node without some children, whose neighbours may have shrunk. */
  private @Nullable Inner without(Inner inner, int from, int to) {
    if (to - from == inner.children.length) {
      return null;
    }
    Inner changed = to > from ? inner.remove(this, from, to) : inner;
    return settle(changed, from - 2, from);
  }

  /**
   * Unites neighbours that are mergeable.
   *
   * @param from the first child to look at, with its right neighbour; may be too small
   * @param to the last one; may be too large
   */
  private Inner settle(Inner inner, int from, int to) {
    Inner settled = inner;
    for (int at = Math.min(to, inner.count - 1); at >= Math.max(from, 0); at--) {
      if (mergeable(settled, at)) {
        settled = merge(settled, at);
      }
    }
    return settled;
  }

  /** Unites neighbours everywhere as long as they fit into one node. */
  void compact() {
    putRun();
    setRoot(compact(root));
  }

  private Node compact(Node node) {
    if (!(node instanceof Inner inner)) {
      return node;
    }
    Inner compacted = inner;
    for (int at = 0; at < inner.children.length; at++) {
      compacted = compacted.replace(this, at, compact(inner.children[at]));
    }
    for (int at = compacted.count - 1; at >= 0; at--) {
      if (fitsTogether(compacted, at, compacted.children[at].maxWeight())) {
        compacted = merge(compacted, at);
      }
    }
    return compacted;
  }

  /** Whether one of two neighbours is underfull, and both together fit into half a node. */
  static boolean mergeable(Inner inner, int at) {
    return (inner.children[at].isUnderfull() || inner.children[at + 1].isUnderfull())
        && fitsTogether(inner, at, inner.children[at].maxWeight() / 2);
  }

  /** Whether a child and its right neighbour would be one node of at most some weight. */
  private static boolean fitsTogether(Inner inner, int at, int weight) {
    Node left = inner.children[at];
    Node right = inner.children[at + 1];
    if (left.weight() + right.weight() > weight) {
      return false; // under one prefix they can only be heavier
    }
    return weight
        >= (left instanceof Leaf leaf
            ? Leaf.weightOfConcat(leaf, (Leaf) right)
            : Inner.weightOfConcat((Inner) left, inner.key(at), (Inner) right));
  }

  private Inner merge(Inner inner, int at) {
    Node left = inner.children[at];
    Node right = inner.children[at + 1];
    Node merged;
    if (left instanceof Leaf leaf) {
      merged = Leaf.concat(this, leaf, (Leaf) right);
    } else {
      // The last child of the left and the first of the right are neighbours now.
      Inner both = Inner.concat(this, (Inner) left, inner.key(at), (Inner) right);
      merged = settle(both, ((Inner) left).count, ((Inner) left).count);
    }
    return inner.remove(this, at + 1, at + 2).replace(this, at, merged);
  }
}

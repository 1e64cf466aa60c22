package dev.dfdb.storage.memory;

/**
 * A node that leads to others. The keys of its cells separate its children: those of child
 * {@code i} are at least separator {@code i - 1} and below separator {@code i}. It has one child
 * more than separators, and may have a single child.
 *
 * <p>The separators of an inner node never change, so that copies of it share them; only its
 * children do.
 */
final class Inner extends Node {

  /** The weight an inner node aims at: half that of a leaf, as it is copied more often. */
  static final int MAX_WEIGHT = 768;

  /** The height above the leaves, which are at 0. */
  final int level;

  /** The children, {@code count + 1}. */
  final Node[] children;

  private static final byte[] NO_BYTES = {};

  private Inner(long batch, int level, Packer separators, Node[] children) {
    super(batch, separators);
    this.level = level;
    this.children = children;
  }

  private Inner(long batch, Inner like, Node[] children) {
    super(batch, like.count, like.bytes, like.offsets);
    this.level = like.level;
    this.children = children;
  }

  /** A node with one child. */
  static Inner of(Edit edit, Node child) {
    int level = child instanceof Inner inner ? inner.level + 1 : 1;
    return new Inner(edit.batch(), level, new Packer(NO_BYTES, 0, 0, 0), new Node[] {child});
  }

  @Override
  int weight() {
    return cellBytes() + 8 * children.length;
  }

  @Override
  int maxWeight() {
    return MAX_WEIGHT;
  }

  /** The weight of the node if it also had a separator and a child. */
  int weightWith(byte[] separator) {
    int shared = sharedWithPrefix(separator);
    return weight() + (count * (prefixLength() - shared)) + separator.length - shared + 8;
  }

  /** The index of the child that holds a key, if any does. */
  int childWith(byte[] key) {
    int cell = find(key);
    return cell >= 0 ? cell + 1 : -cell - 1;
  }

  /** The index of the last child that may hold keys below a key. */
  int childBelow(byte[] key) {
    return lowerBound(key);
  }

  /** The node with another child in the place of one. */
  Inner replace(Edit edit, int at, Node child) {
    if (children[at] == child) {
      return this;
    }
    Inner changed = edit.owns(this) ? this : new Inner(edit.batch(), this, children.clone());
    changed.children[at] = child;
    return changed;
  }

  /** A new node with a child after child {@code at}, and a separator between the two. */
  Inner insert(Edit edit, int at, byte[] separator, Node child) {
    int prefix = count == 0 ? separator.length : sharedWithPrefix(separator);
    int cellBytes = Packer.cellBytes(this, 0, count, prefix) + separator.length - prefix;
    Packer separators = new Packer(separator, prefix, count + 1, cellBytes)
        .add(this, 0, at)
        .add(separator, NO_BYTES)
        .add(this, at, count);
    Node[] inserted = new Node[children.length + 1];
    System.arraycopy(children, 0, inserted, 0, at + 1);
    inserted[at + 1] = child;
    System.arraycopy(children, at + 1, inserted, at + 2, children.length - at - 1);
    return new Inner(edit.batch(), level, separators, inserted);
  }

  /** A new node without the children from {@code from}, included, to {@code to}, excluded. */
  Inner remove(Edit edit, int from, int to) {
    int cell = Math.max(0, from - 1);
    int nextCell = cell + to - from;
    int cellBytes = cellBytes() - (offsets[2 * nextCell] - offsets[2 * cell]);
    Packer separators = new Packer(bytes, prefixLength(), count - (to - from), cellBytes)
        .add(this, 0, cell)
        .add(this, nextCell, count);
    Node[] rest = new Node[children.length - (to - from)];
    System.arraycopy(children, 0, rest, 0, from);
    System.arraycopy(children, to, rest, from, children.length - to);
    return new Inner(edit.batch(), level, separators, rest);
  }

  /** A new node with some of the children. */
  Inner slice(Edit edit, int from, int to) {
    Node[] some = new Node[to - from];
    System.arraycopy(children, from, some, 0, some.length);
    if (some.length == 1) {
      return new Inner(edit.batch(), level, new Packer(NO_BYTES, 0, 0, 0), some);
    }
    int prefix = commonPrefix(from, to - 1);
    int cellBytes = Packer.cellBytes(this, from, to - 1, prefix);
    Packer separators =
        new Packer(key(from), prefix, some.length - 1, cellBytes).add(this, from, to - 1);
    return new Inner(edit.batch(), level, separators, some);
  }

  /** The weight {@link #concat} would give. */
  static int weightOfConcat(Inner left, byte[] separator, Inner right) {
    int prefix = prefixOfConcat(left, separator, right);
    return Packer.cellBytes(left, 0, left.count, prefix)
        + Packer.cellBytes(right, 0, right.count, prefix)
        + separator.length
        - prefix
        + 8 * (left.children.length + right.children.length);
  }

  /** A new node with the children of two, and the separator that stood between them. */
  static Inner concat(Edit edit, Inner left, byte[] separator, Inner right) {
    int prefix = prefixOfConcat(left, separator, right);
    int cellBytes = Packer.cellBytes(left, 0, left.count, prefix)
        + Packer.cellBytes(right, 0, right.count, prefix)
        + separator.length
        - prefix;
    Packer separators = new Packer(separator, prefix, left.count + 1 + right.count, cellBytes)
        .add(left, 0, left.count)
        .add(separator, NO_BYTES)
        .add(right, 0, right.count);
    Node[] all = new Node[left.children.length + right.children.length];
    System.arraycopy(left.children, 0, all, 0, left.children.length);
    System.arraycopy(right.children, 0, all, left.children.length, right.children.length);
    return new Inner(edit.batch(), left.level, separators, all);
  }

  private static int prefixOfConcat(Inner left, byte[] separator, Inner right) {
    int prefix = separator.length;
    if (left.count > 0) {
      prefix = Math.min(prefix, left.sharedWithPrefix(separator));
    }
    if (right.count > 0) {
      prefix = Math.min(prefix, right.sharedWithPrefix(separator));
    }
    return prefix;
  }
}

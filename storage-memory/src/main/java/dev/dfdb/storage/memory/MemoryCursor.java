package dev.dfdb.storage.memory;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.support.OpenResources;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a range of one tree. On entering a leaf it finds out where range and limit end there;
 * a step within the leaf is then a comparison of two numbers.
 */
final class MemoryCursor extends Reader implements Cursor {

  private static final int NOWHERE = -1;

  private final int step;
  private final byte @Nullable [] start;
  private final byte @Nullable [] end;
  private final LeafPath path;

  /** The most entries to visit beyond the present leaf; 0 when it is the last. */
  private long left;

  private Leaf leaf = Leaf.EMPTY;

  /** The cell of the entry in the leaf. */
  private int cell;

  /** The cell behind the last one of the leaf to visit, in the direction of the walk. */
  private int stop;

  // The bytes of the leaf, and where in them the entry is: looked up once for key and value. All of
  // it is in the leaf, too, but each step on the way there counts.
  private byte[] bytes = leaf.bytes;
  private char[] offsets = leaf.offsets;
  private int prefix;
  private int keyAt = NOWHERE;
  private int valueAt;
  private int nextAt;

  private MemoryCursor(
      Readers readers,
      Node root,
      byte @Nullable [] start,
      byte @Nullable [] end,
      int step,
      long limit) {
    super(readers, OpenResources.Kind.CURSOR);
    this.step = step;
    this.stop = step;
    this.left = limit;
    this.start = start;
    this.end = end;
    this.path = new LeafPath(root, step);
  }

  static MemoryCursor open(Readers readers, Node root, KeyRange range, ScanOptions options) {
    // The arguments are looked at before the cursor counts as open: they may be null.
    int step = options.reverse() ? -1 : 1;
    return new MemoryCursor(readers, root, range.start(), range.end(), step, options.limit());
  }

  @Override
  public boolean next() {
    check();
    int next = cell + step;
    if (next == stop) {
      return enterNextLeaf();
    }
    cell = next;
    stand();
    return true;
  }

  @Override
  public byte[] key() {
    checkStanding();
    int rest = valueAt - keyAt;
    byte[] key = new byte[prefix + rest];
    ShortBytes.join(bytes, prefix, keyAt, rest, key);
    return key;
  }

  @Override
  public byte[] value() {
    checkStanding();
    return leaf.value(cell);
  }

  @Override
  public int readKey(byte[] buffer) {
    checkStanding();
    int rest = valueAt - keyAt;
    if (prefix + rest > buffer.length) {
      return leaf.readKey(cell, buffer);
    }
    ShortBytes.join(bytes, prefix, keyAt, rest, buffer);
    return prefix + rest;
  }

  @Override
  public int readValue(byte[] buffer) {
    checkStanding();
    int length = nextAt - valueAt;
    if (length == 0 || length > buffer.length) {
      return leaf.readValue(cell, buffer);
    }
    ShortBytes.copy(bytes, valueAt, buffer, 0, length);
    return length;
  }

  private void checkStanding() {
    check();
    if (keyAt == NOWHERE) {
      throw new IllegalStateException("the cursor does not stand on an entry");
    }
  }

  private void stand() {
    int offset = 2 * cell;
    keyAt = offsets[offset];
    valueAt = offsets[offset + 1];
    nextAt = offsets[offset + 2];
  }

  /** Goes to the next leaf that has an entry to visit, and to the first such entry. */
  private boolean enterNextLeaf() {
    keyAt = NOWHERE;
    while (left > 0) {
      boolean first = !path.isDescended();
      Leaf next = first ? path.first(step > 0 ? start : end) : path.next();
      if (next == null || next.count == 0) {
        left = 0;
      } else if (step > 0 ? enterForward(next, first) : enterBackward(next, first)) {
        leaf = next;
        bytes = next.bytes;
        offsets = next.offsets;
        prefix = next.prefixLength();
        stand();
        return true;
      }
    }
    // The next step, too, must come here.
    stop = cell + step;
    return false;
  }

  private boolean enterForward(Leaf next, boolean first) {
    cell = first && start != null ? next.lowerBound(start) : 0;
    int to = next.count;
    if (end != null && next.compare(to - 1, end) >= 0) {
      to = next.lowerBound(end);
    }
    int cells = cellsToVisit(to - cell, to == next.count);
    stop = cell + cells;
    return cells > 0;
  }

  private boolean enterBackward(Leaf next, boolean first) {
    cell = (first && end != null ? next.lowerBound(end) : next.count) - 1;
    int to = -1;
    if (start != null && next.compare(0, start) < 0) {
      to = next.lowerBound(start) - 1;
    }
    int cells = cellsToVisit(cell - to, to == -1);
    stop = cell - cells;
    return cells > 0;
  }

  /** Takes cells of the range off the limit; the range may go on in the leaf after them or not. */
  private int cellsToVisit(int inRange, boolean goesOn) {
    int cells = (int) Math.min(left, Math.max(0, inRange));
    left = goesOn ? left - cells : 0;
    return cells;
  }
}

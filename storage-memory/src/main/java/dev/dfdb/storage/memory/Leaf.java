package dev.dfdb.storage.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A node that holds entries. Values up to {@link #MAX_PACKED_VALUE} bytes lie in the cells; the
 * cell of a longer one is empty, and the value an array of its own.
 */
final class Leaf extends Node {

  /** The longest value that is packed into a cell. */
  static final int MAX_PACKED_VALUE = 512;

  /** The weight a leaf aims at: small enough to be copied for a change. */
  static final int MAX_WEIGHT = 1536;

  private static final char NONE = Character.MAX_VALUE;

  private static final byte[] NO_BYTES = {};

  /** The leaf without entries: the root of an empty tree. */
  static final Leaf EMPTY = new Leaf(0, new Packer(NO_BYTES, 0, 0, 0), null);

  /** The long values by cell, null at a cell with a packed one; null where all are packed. */
  private byte @Nullable [] @Nullable [] longValues;

  /** Whether the batch that owns the leaf knows that there is room behind the cells. */
  private boolean loose;

  /** The cell last inserted, or {@link #NONE}; a hint, which removals do not keep right. */
  private char insertedAt = NONE;

  /** Whether the arrays are also those of an earlier leaf, which readers may see. */
  private boolean shared;

  private Leaf(long batch, Packer cells, byte @Nullable [] @Nullable [] longValues) {
    super(batch, cells);
    this.longValues = longValues;
  }

  private Leaf(
      long batch,
      int count,
      byte[] bytes,
      char[] offsets,
      byte @Nullable [] @Nullable [] longValues) {
    super(batch, count, bytes, offsets);
    this.longValues = longValues;
  }

  @Override
  int weight() {
    return cellBytes() + 4 * count;
  }

  @Override
  int maxWeight() {
    return MAX_WEIGHT;
  }

  /** The weight a cell for an entry would add, if it had to be put under the present prefix. */
  int weightOf(byte[] key, byte[] value) {
    return key.length - prefixLength() + packedLength(value) + 4;
  }

  int insertedAt() {
    return insertedAt;
  }

  private byte @Nullable [] longValue(int cell) {
    return longValues == null ? null : longValues[cell];
  }

  byte[] value(int cell) {
    byte[] value = longValue(cell);
    return value != null
        ? value.clone()
        : Arrays.copyOfRange(bytes, offsets[2 * cell + 1], offsets[2 * cell + 2]);
  }

  /** Copies a value into a buffer, as much as fits, and returns the value's length. */
  int readValue(int cell, byte[] buffer) {
    byte[] value = longValue(cell);
    if (value != null) {
      System.arraycopy(value, 0, buffer, 0, Math.min(value.length, buffer.length));
      return value.length;
    }
    int start = offsets[2 * cell + 1];
    int length = offsets[2 * cell + 2] - start;
    ShortBytes.copy(bytes, start, buffer, 0, Math.min(length, buffer.length));
    return length;
  }

  int valueLength(int cell) {
    byte[] value = longValue(cell);
    return value != null ? value.length : offsets[2 * cell + 2] - offsets[2 * cell + 1];
  }

  boolean holds(int cell, byte[] value) {
    byte[] longValue = longValue(cell);
    return longValue != null
        ? Arrays.equals(longValue, value)
        : Arrays.equals(
            bytes, offsets[2 * cell + 1], offsets[2 * cell + 2], value, 0, value.length);
  }

  /** The long values of some cells, or null if they have none. */
  private byte @Nullable [] @Nullable [] longValues(int from, int to) {
    if (longValues != null) {
      for (int cell = from; cell < to; cell++) {
        if (longValues[cell] != null) {
          return Arrays.copyOfRange(longValues, from, to);
        }
      }
    }
    return null;
  }

  /** The leaf with one more entry, before cell {@code at}. */
  Leaf insert(Edit edit, int at, byte[] key, byte[] value) {
    byte[] packed = packed(value);
    int prefix = count == 0 ? key.length : sharedWithPrefix(key);
    byte @Nullable [] @Nullable [] longs = splice(at, at, packed == value ? null : value.clone());
    if (count > 0 && prefix == prefixLength()) {
      int rest = key.length - prefix;
      Leaf own = own(edit, 1, rest + packed.length);
      own.makeRoom(edit, at, at, 1, rest + packed.length);
      own.write(at, key, packed);
      own.longValues = longs;
      return own;
    }
    int cellBytes = Packer.cellBytes(this, 0, count, prefix) + key.length - prefix + packed.length;
    Packer cells = new Packer(key, prefix, count + 1, cellBytes)
        .add(this, 0, at)
        .add(key, packed)
        .add(this, at, count);
    Leaf inserted = new Leaf(edit.batch(), cells, longs);
    inserted.insertedAt = (char) at;
    return inserted;
  }

  /**
   * A leaf with the same cells, and with room behind them for more, which {@link #add} puts there.
   *
   * <p>If its arrays have that room, the new leaf shares them: who reads the earlier leaf does not
   * look behind its cells. Nobody else adds cells there, because batches follow each other and only
   * the newest leaf gets more; what a batch that failed has left is overwritten. So a leaf that is
   * filled in order, as that of a log is, is copied a few times and not for each entry.
   */
  Leaf extend(Edit edit, int cells, int cellBytes) {
    Leaf extended = sharing(edit);
    int end = offsets[2 * count] + cellBytes;
    int newCount = count + cells;
    if (end > bytes.length || 2 * newCount + 1 > offsets.length) {
      int spare = isFilledUpwards() ? spareCells(newCount, end - offsets[0]) : 0;
      int spareBytes = spare * ((end - offsets[0]) / newCount + 1);
      extended.bytes = Arrays.copyOf(bytes, end + spareBytes);
      extended.offsets = Arrays.copyOf(offsets, 2 * (newCount + spare) + 1);
      extended.shared = false;
    }
    return extended;
  }

  /** How many cells to leave room for: half as many again, but no more than a leaf takes. */
  private static int spareCells(int cells, int cellBytes) {
    int weight = cellBytes + 4 * cells;
    int fit = Math.max(0, MAX_WEIGHT - weight) * cells / weight;
    return Math.min(fit, cells / 2);
  }

  /** Puts an entry with the leaf's prefix behind the others, where there is room for it. */
  void add(byte[] key, byte[] value) {
    if (longValues != null || isLong(value)) {
      longValues = splice(count, count, isLong(value) ? value.clone() : null);
    }
    write(count++, key, packed(value));
  }

  /** Writes a cell, last inserted, to where it begins; there is room for it. */
  private void write(int cell, byte[] key, byte[] packed) {
    int start = offsets[2 * cell];
    int rest = key.length - prefixLength();
    ShortBytes.copy(key, prefixLength(), bytes, start, rest);
    ShortBytes.copy(packed, 0, bytes, start + rest, packed.length);
    offsets[2 * cell + 1] = (char) (start + rest);
    offsets[2 * cell + 2] = (char) (start + rest + packed.length);
    insertedAt = (char) cell;
  }

  /** Whether the last entry was put behind the others. */
  boolean isFilledUpwards() {
    return count > 0 && insertedAt == count - 1;
  }

  /** A leaf with the same cells, behind which nothing will be put: what follows is in another. */
  Leaf close(Edit edit) {
    boolean isLoose = bytes.length + 2 * offsets.length > prefixLength() + weight() * 17 / 16;
    Leaf closed = isLoose ? own(edit, 0, 0) : sharing(edit);
    if (isLoose) {
      closed.trim();
    }
    closed.insertedAt = NONE;
    return closed;
  }

  /** The leaf itself if the batch made it, or else one with the same arrays. */
  private Leaf sharing(Edit edit) {
    if (edit.owns(this)) {
      return this;
    }
    Leaf other = new Leaf(edit.batch(), count, bytes, offsets, longValues);
    other.shared = true;
    return other;
  }

  /** A leaf with the cells of this batch's making, of which the last entry put is one. */
  static Leaf merged(Edit edit, Packer cells, byte @Nullable [] @Nullable [] longValues, int last) {
    Leaf merged = new Leaf(edit.batch(), cells, longValues);
    merged.insertedAt = (char) last;
    return merged;
  }

  boolean hasLongValues() {
    return longValues != null;
  }

  /** Copies the long values of some cells, if there are any, to their new places. */
  void copyLongValues(int from, int to, byte @Nullable [] @Nullable [] target, int at) {
    if (longValues != null && target != null) {
      System.arraycopy(longValues, from, target, at, to - from);
    }
  }

  /** The leaf with another value in a cell. */
  Leaf replace(Edit edit, int cell, byte[] value) {
    byte[] packed = packed(value);
    byte @Nullable [] @Nullable [] longs =
        splice(cell, cell + 1, packed == value ? null : value.clone());
    int start = offsets[2 * cell + 1];
    int rest = start - offsets[2 * cell];
    Leaf own = own(edit, 0, Math.max(0, packed.length - packedLength(cell)));
    own.makeRoom(edit, cell, cell + 1, 1, rest + packed.length);
    System.arraycopy(packed, 0, own.bytes, start, packed.length);
    own.offsets[2 * cell + 1] = (char) start;
    own.offsets[2 * cell + 2] = (char) (start + packed.length);
    own.longValues = longs;
    return own;
  }

  /** The leaf without the cells from {@code from}, included, to {@code to}, excluded. */
  Leaf remove(Edit edit, int from, int to) {
    byte @Nullable [] @Nullable [] longs = longValues == null ? null : remove(longValues, from, to);
    Leaf own = own(edit, 0, 0);
    own.makeRoom(edit, from, to, 0, 0);
    own.longValues = longs;
    return own;
  }

  /** A new leaf with some of the cells, under the longest prefix they have. */
  Leaf slice(Edit edit, int from, int to) {
    int prefix = commonPrefix(from, to);
    Packer cells = new Packer(
            key(from), prefix, to - from, Packer.cellBytes(this, from, to, prefix))
        .add(this, from, to);
    return new Leaf(edit.batch(), cells, longValues(from, to));
  }

  /** The weight {@link #concat} would give. */
  static int weightOfConcat(Leaf left, Leaf right) {
    int prefix = commonPrefix(left, right);
    return Packer.cellBytes(left, 0, left.count, prefix)
        + Packer.cellBytes(right, 0, right.count, prefix)
        + 4 * (left.count + right.count);
  }

  /** A new leaf with the cells of two, the left ones being smaller. */
  static Leaf concat(Edit edit, Leaf left, Leaf right) {
    int prefix = commonPrefix(left, right);
    int cellBytes = Packer.cellBytes(left, 0, left.count, prefix)
        + Packer.cellBytes(right, 0, right.count, prefix);
    Packer cells = new Packer(left.bytes, prefix, left.count + right.count, cellBytes)
        .add(left, 0, left.count)
        .add(right, 0, right.count);
    byte @Nullable [] @Nullable [] longs = null;
    if (left.longValues != null || right.longValues != null) {
      longs = new byte[left.count + right.count][];
      if (left.longValues != null) {
        System.arraycopy(left.longValues, 0, longs, 0, left.count);
      }
      if (right.longValues != null) {
        System.arraycopy(right.longValues, 0, longs, left.count, right.count);
      }
    }
    return new Leaf(edit.batch(), cells, longs);
  }

  /** Gives back the room behind the cells. */
  void trim() {
    if (bytes.length > offsets[2 * count]) {
      bytes = Arrays.copyOf(bytes, offsets[2 * count]);
    }
    if (offsets.length > 2 * count + 1) {
      offsets = Arrays.copyOf(offsets, 2 * count + 1);
    }
  }

  /** The leaf itself if the batch made it, or else a copy with room for more. */
  private Leaf own(Edit edit, int moreCells, int moreBytes) {
    if (edit.owns(this) && !shared) {
      return this;
    }
    byte[] ownBytes = Arrays.copyOf(bytes, offsets[2 * count] + moreBytes);
    char[] ownOffsets = Arrays.copyOf(offsets, 2 * (count + moreCells) + 1);
    return new Leaf(edit.batch(), count, ownBytes, ownOffsets, longValues);
  }

  /**
   * Puts {@code cells} cells of {@code cellBytes} bytes together, whose content and offsets are yet
   * to be written, in the place of the cells from {@code from} to {@code to}.
   */
  private void makeRoom(Edit edit, int from, int to, int cells, int cellBytes) {
    int end = offsets[2 * count];
    int tail = offsets[2 * to];
    int move = offsets[2 * from] + cellBytes - tail;
    int newCount = count + cells - (to - from);
    if (end + move > Character.MAX_VALUE) {
      throw new IllegalStateException("a node of " + (end + move) + " bytes");
    }
    if (end + move > bytes.length) {
      bytes = Arrays.copyOf(bytes, end + move + end / 4);
    }
    if (2 * newCount + 1 > offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * (newCount + newCount / 4) + 3);
    }
    if (!loose && (end + move < bytes.length || 2 * newCount + 1 < offsets.length)) {
      loose = true;
      edit.trimLater(this);
    }
    System.arraycopy(bytes, tail, bytes, tail + move, end - tail);
    // The offsets of the cells behind, without that of their beginning, which the caller sets; it
    // is the same as the end of the cells removed where nothing is put in.
    int first = 2 * to + 1;
    int shift = 2 * (newCount - count);
    System.arraycopy(offsets, first, offsets, first + shift, 2 * (count - to));
    for (int i = first + shift; i <= 2 * newCount; i++) {
      offsets[i] += (char) move;
    }
    count = newCount;
  }

  /** The long values after the cells from {@code from} to {@code to} have become one. */
  private byte @Nullable [] @Nullable [] splice(int from, int to, byte @Nullable [] value) {
    if (longValues == null && value == null) {
      return null;
    }
    byte[][] spliced = new byte[count + 1 - (to - from)][];
    if (longValues != null) {
      System.arraycopy(longValues, 0, spliced, 0, from);
      System.arraycopy(longValues, to, spliced, from + 1, count - to);
    }
    spliced[from] = value;
    return spliced;
  }

  private static byte[][] remove(byte[][] values, int from, int to) {
    byte[][] rest = new byte[values.length - (to - from)][];
    System.arraycopy(values, 0, rest, 0, from);
    System.arraycopy(values, to, rest, from, values.length - to);
    return rest;
  }

  /** Whether a value does not lie in its cell. */
  static boolean isLong(byte[] value) {
    return value.length > MAX_PACKED_VALUE;
  }

  /** What of a value lies in its cell. */
  static byte[] packed(byte[] value) {
    return isLong(value) ? NO_BYTES : value;
  }

  /** The length of {@link #packed}. */
  static int packedLength(byte[] value) {
    return isLong(value) ? 0 : value.length;
  }

  /** What the value of a cell takes in it. */
  int packedLength(int cell) {
    return offsets[2 * cell + 2] - offsets[2 * cell + 1];
  }
}

package dev.dfdb.storage.fdb.simulation;

import com.apple.foundationdb.KeySelector;
import com.apple.foundationdb.KeyValue;
import java.util.Arrays;
import java.util.List;

/** Reads ranges whose ends are selectors, in parts as large as a reply. */
final class Selection {

  private static final byte[] FIRST = {};
  private static final byte[] END = {(byte) 0xFF};

  /** Reads entries. */
  interface Entries {
    List<KeyValue> read(ByteRange range, boolean reverse, int limit, long bytes);
  }

  private final Entries entries;

  Selection(Entries entries) {
    this.entries = entries;
  }

  /** The key that a selector means. */
  byte[] resolve(KeySelector selector) {
    byte[] key = selector.getKey();
    byte[] place = selector.orEqual() ? Arrays.copyOf(key, key.length + 1) : key;
    int offset = selector.getOffset();
    if (offset == 1 && !selector.orEqual()) {
      return key; // as good as the first key there is
    }
    if (offset == 1) {
      return place;
    }
    boolean isBackward = offset < 1;
    ByteRange range = isBackward ? new ByteRange(FIRST, place) : new ByteRange(place, END);
    int steps = isBackward ? 1 - offset : offset;
    List<KeyValue> found = entries.read(range, isBackward, steps, Long.MAX_VALUE);
    if (found.size() < steps) {
      return isBackward ? FIRST : END;
    }
    return found.get(steps - 1).getKey();
  }

  /** What an entry counts for in a reply. */
  static long size(KeyValue entry) {
    return 8L + entry.getKey().length + entry.getValue().length;
  }

  /** The part of a range that fits into a reply of so many rows and bytes. */
  SimulatedTransaction.Part part(ByteRange range, boolean reverse, int limit, long bytes) {
    if (Arrays.compareUnsigned(range.begin(), range.end()) >= 0) {
      return new SimulatedTransaction.Part(List.of(), false);
    }
    List<KeyValue> found = entries.read(range, reverse, limit, bytes);
    long left = bytes;
    for (int i = 0; i < found.size(); i++) {
      left -= size(found.get(i));
      if (left <= 0) {
        // There may be more: the server that stops here has not looked.
        return new SimulatedTransaction.Part(List.copyOf(found.subList(0, i + 1)), true);
      }
    }
    return new SimulatedTransaction.Part(found, found.size() == limit);
  }

  /** What of a range is known to a transaction that has read a part of it. */
  static ByteRange covered(ByteRange range, SimulatedTransaction.Part part, boolean reverse) {
    List<KeyValue> found = part.entries();
    if (!part.hasMore()) {
      return range;
    }
    byte[] last = found.get(found.size() - 1).getKey();
    return reverse
        ? new ByteRange(last, range.end())
        : new ByteRange(range.begin(), Arrays.copyOf(last, last.length + 1));
  }
}

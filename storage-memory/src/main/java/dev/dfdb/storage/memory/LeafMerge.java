package dev.dfdb.storage.memory;

import java.util.Arrays;

/**
 * Puts as many entries of a run into a leaf as belong there and fit, in one go: the cells between
 * two entries are copied together.
 */
final class LeafMerge {

  private final Edit edit;

  private int[] entries = new int[16];

  /** For each entry the cell it goes before, or the complement of the cell it replaces. */
  private int[] places = new int[16];

  private int taken;
  private int cells;
  private int prefix;

  /** Bytes of all keys, whole, and of all packed values. */
  private int bytes;

  private boolean hasLongValues;

  LeafMerge(Edit edit) {
    this.edit = edit;
  }

  /**
   * A leaf with the next entries of a run; the run goes on behind them.
   *
   * @param end where the entries end that belong into the leaf
   * @return the leaf itself if nothing has to change, also if the first entry does not fit
   */
  Leaf merge(Leaf leaf, PutRun run, int end) {
    return merge(leaf, run, end, false);
  }

  /**
   * The same for a part of a leaf that was split: the first entry goes in, even into one too full.
   */
  Leaf mergeIntoPart(Leaf part, PutRun run, int end) {
    return merge(part, run, end, true);
  }

  private Leaf merge(Leaf leaf, PutRun run, int end, boolean isPart) {
    int first = run.next();
    int entry = first;
    begin(leaf, run.key(first));
    int from = 0;
    while (entry < end) {
      byte[] key = run.key(entry);
      byte[] value = run.value(entry);
      int cell = from == leaf.count || leaf.isBelow(key) ? -leaf.count - 1 : leaf.find(key, from);
      from = cell >= 0 ? cell + 1 : -cell - 1;
      if ((cell < 0 || !leaf.holds(cell, value))
          && !take(leaf, run, entry, cell, isPart && entry == first)) {
        break;
      }
      entry++;
    }
    run.advanceTo(entry);
    if (taken == 0) {
      return leaf;
    }
    if (areBehind(leaf)) {
      return append(leaf, run);
    }
    return taken == 1 ? putOne(leaf, run) : merged(leaf, run);
  }

  private void begin(Leaf leaf, byte[] key) {
    taken = 0;
    cells = leaf.count;
    prefix = leaf.count == 0 ? key.length : leaf.prefixLength();
    bytes = leaf.cellBytes() + leaf.count * leaf.prefixLength();
    hasLongValues = leaf.hasLongValues();
  }

  /** Takes an entry if it fits, or has to; the only entry of a leaf always does. */
  private boolean take(Leaf leaf, PutRun run, int entry, int cell, boolean hasToFit) {
    byte[] key = run.key(entry);
    byte[] value = run.value(entry);
    int shared = Math.min(prefix, sharedWithOthers(leaf, run, key));
    int size = Leaf.packedLength(value);
    int more = cell >= 0 ? size - leaf.packedLength(cell) : key.length + size;
    int count = cell >= 0 ? cells : cells + 1;
    int weight = bytes + more + count * (4 - shared);
    if (weight > Leaf.MAX_WEIGHT && count > 1 && !hasToFit) {
      return false;
    }
    if (taken == entries.length) {
      entries = Arrays.copyOf(entries, 2 * taken);
      places = Arrays.copyOf(places, 2 * taken);
    }
    entries[taken] = entry;
    places[taken++] = cell >= 0 ? ~cell : -cell - 1;
    bytes += more;
    cells = count;
    prefix = shared;
    hasLongValues |= Leaf.isLong(value);
    return true;
  }

  private int sharedWithOthers(Leaf leaf, PutRun run, byte[] key) {
    if (leaf.count > 0) {
      return leaf.sharedWithPrefix(key);
    }
    int mismatch = taken == 0 ? -1 : Arrays.mismatch(run.key(entries[0]), key);
    return mismatch < 0 ? key.length : mismatch;
  }

  /** Whether all entries taken go behind the cells, and have their prefix. */
  private boolean areBehind(Leaf leaf) {
    return places[0] == leaf.count && leaf.count > 0 && prefix == leaf.prefixLength();
  }

  private Leaf append(Leaf leaf, PutRun run) {
    int more = bytes - cells * prefix - leaf.cellBytes();
    Leaf appended = leaf.extend(edit, taken, more);
    for (int i = 0; i < taken; i++) {
      appended.add(run.key(entries[i]), run.value(entries[i]));
    }
    return appended;
  }

  /** One entry may go into the leaf as it stands, if the batch made it. */
  private Leaf putOne(Leaf leaf, PutRun run) {
    byte[] value = run.value(entries[0]);
    int place = places[0];
    return place < 0
        ? leaf.replace(edit, ~place, value)
        : leaf.insert(edit, place, run.key(entries[0]), value);
  }

  private Leaf merged(Leaf leaf, PutRun run) {
    Packer packer = new Packer(run.key(entries[0]), prefix, cells, bytes - cells * prefix);
    byte[][] longs = hasLongValues ? new byte[cells][] : null;
    int cell = 0;
    for (int i = 0; i < taken; i++) {
      int place = places[i];
      int before = place < 0 ? ~place : place;
      leaf.copyLongValues(cell, before, longs, packer.count());
      packer.add(leaf, cell, before);
      byte[] value = run.value(entries[i]);
      if (Leaf.isLong(value) && longs != null) {
        longs[packer.count()] = value.clone();
      }
      packer.add(run.key(entries[i]), Leaf.packed(value));
      cell = place < 0 ? before + 1 : before;
    }
    int last = packer.count() - 1;
    leaf.copyLongValues(cell, leaf.count, longs, packer.count());
    packer.add(leaf, cell, leaf.count);
    return Leaf.merged(edit, packer, longs, last);
  }
}

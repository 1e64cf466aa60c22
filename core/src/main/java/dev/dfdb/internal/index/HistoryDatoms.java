package dev.dfdb.internal.index;

import dev.dfdb.storage.ReadView;
import org.jspecify.annotations.Nullable;

/**
 * Every superseded datom of an index twice, as it was asserted and as it was retracted; in the
 * order of their groups, and within a group in that of their retractions.
 */
final class HistoryDatoms extends DecodedDatoms {

  private final ReadView view;
  private final PastEntries entries;
  private final IndexRange range;
  private final Period period;
  private final boolean reverse;
  private @Nullable PastRow current;
  private int left;
  private boolean added;

  /** Opens a walk over what happened within a period. */
  HistoryDatoms(ReadView view, IndexRange range, Period period, boolean reverse) {
    super(range.index(), DatomKeys.HEADER_BYTES);
    this.view = view;
    this.entries = new PastEntries(view, range.index(), range.past(), reverse);
    this.range = range;
    this.period = period;
    this.reverse = reverse;
  }

  @Override
  public boolean next() {
    while (left > 0 || nextRow()) {
      left--;
      added = reverse == (left == 0);
      if (period.contains(added ? row().asserted() : row().retracted())) {
        return true;
      }
    }
    return false;
  }

  private boolean nextRow() {
    while (entries.next()) {
      PastRow next = entries.row();
      byte[] group = entries.groupKey();
      System.arraycopy(group, 0, place, 0, group.length);
      System.arraycopy(next.rest(), 0, place, group.length, next.rest().length);
      end = group.length + next.rest().length;
      if (range.contains(place, start, end)) {
        current = next;
        left = 2;
        decode();
        return true;
      }
    }
    return false;
  }

  private PastRow row() {
    if (current == null) {
      throw new IllegalStateException("the walk does not stand on a datom");
    }
    return current;
  }

  @Override
  public long tx() {
    return EntityIds.ofTransaction(added ? row().asserted() : row().retracted());
  }

  @Override
  public boolean added() {
    return added;
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  Object wholeValue() {
    byte[] key = new DatomKeys().pastOfRaw(e(), a(), row().retracted(), rawValue());
    return PastEntries.wholeValue(this, view.get(key));
  }

  @Override
  public void close() {
    entries.close();
  }
}

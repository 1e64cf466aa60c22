package dev.dfdb.internal.index;

import dev.dfdb.storage.ReadView;

/**
 * Every superseded datom of an index twice, as it was asserted and as it was retracted; in the
 * order of their groups, and within a group in that of their retractions.
 */
final class HistoryDatoms extends PastRowDatoms {

  private final PastEntries entries;
  private final Period period;
  private final boolean reverse;
  private int left;
  private boolean added;

  /** Opens a walk over what happened within a period. */
  HistoryDatoms(ReadView view, IndexRange range, Period period, boolean reverse) {
    super(view, range);
    this.entries = new PastEntries(view, range.index(), range.past(), reverse);
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
      if (goTo(entries.groupKey(), entries.row())) {
        left = 2;
        return true;
      }
    }
    return false;
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
  public void close() {
    entries.close();
  }
}

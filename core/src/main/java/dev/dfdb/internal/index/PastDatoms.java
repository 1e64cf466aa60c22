package dev.dfdb.internal.index;

import dev.dfdb.storage.ReadView;
import java.util.Arrays;
import java.util.List;

/** The datoms of an index that were live at some t and are not now, in the order of the index. */
final class PastDatoms extends PastRowDatoms {

  private final PastGroups groups;
  private final boolean reverse;
  private List<PastRow> rows = List.of();
  private int at = -1;

  /** Opens a walk over the datoms that were asserted within a period and live at its end. */
  PastDatoms(ReadView view, IndexRange range, Period asserted, boolean reverse) {
    super(view, range);
    this.groups = new PastGroups(view, range, asserted, reverse);
    this.reverse = reverse;
  }

  /** Goes to the next datom, if it is in no group behind one. */
  boolean nextUpTo(byte[] bytes, int start, int groupEnd) {
    groups.setBound(Arrays.copyOfRange(bytes, start, groupEnd));
    return next();
  }

  /** Goes to the next datom, however far. */
  boolean nextOfAll() {
    groups.setBound(null);
    return next();
  }

  @Override
  public boolean next() {
    while (toNextRow()) {
      if (goTo(groups.groupKey(), rows.get(at))) {
        return true;
      }
    }
    return false;
  }

  private boolean toNextRow() {
    at += reverse ? -1 : 1;
    if (at >= 0 && at < rows.size()) {
      return true;
    }
    List<PastRow> next = groups.next();
    rows = next == null ? List.of() : next;
    at = reverse ? rows.size() - 1 : 0;
    return next != null;
  }

  @Override
  public long tx() {
    return EntityIds.ofTransaction(row().asserted());
  }

  @Override
  public void close() {
    groups.close();
  }
}

package dev.dfdb.internal.index;

import dev.dfdb.storage.ReadView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The datoms of an index that were live at some t and are not now, in the order of the index. */
final class PastDatoms extends DecodedDatoms {

  private final ReadView view;
  private final PastGroups groups;
  private final IndexRange range;
  private final boolean reverse;
  private List<PastRow> rows = List.of();
  private int row = -1;
  private @Nullable PastRow current;

  /** Opens a walk over the datoms that were asserted within a period and live at its end. */
  PastDatoms(ReadView view, IndexRange range, Period asserted, boolean reverse) {
    super(range.index(), DatomKeys.HEADER_BYTES);
    this.view = view;
    this.groups = new PastGroups(view, range, asserted, reverse);
    this.range = range;
    this.reverse = reverse;
  }

  @Override
  public boolean next() {
    while (toNextRow()) {
      PastRow next = rows.get(row);
      current = next;
      byte[] group = groups.groupKey();
      System.arraycopy(group, 0, place, 0, group.length);
      System.arraycopy(next.rest(), 0, place, group.length, next.rest().length);
      end = group.length + next.rest().length;
      if (range.contains(place, start, end)) {
        decode();
        return true;
      }
    }
    return false;
  }

  private boolean toNextRow() {
    row += reverse ? -1 : 1;
    if (row >= 0 && row < rows.size()) {
      return true;
    }
    List<PastRow> next = groups.next();
    if (next == null) {
      rows = List.of();
      row = -1;
      return false;
    }
    rows = next;
    row = reverse ? rows.size() - 1 : 0;
    return true;
  }

  private PastRow row() {
    if (current == null) {
      throw new IllegalStateException("the walk does not stand on a datom");
    }
    return current;
  }

  @Override
  public long tx() {
    return EntityIds.ofTransaction(row().asserted());
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
    groups.close();
  }
}

package dev.dfdb.internal.index;

import dev.dfdb.datom.Index;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of an index that hold datoms which were live at some t and are not now, each with
 * those datoms in their order. What was superseded before that t, or asserted after it, is passed
 * over by going where it ends: a group costs what it gives, however often it changed.
 */
final class PastGroups implements AutoCloseable {

  /** Going elsewhere costs about as much as this many steps. */
  private static final int STEPS = 16;

  private final ReadView view;
  private final Index index;
  private final boolean reverse;
  private final KeyRange keys;
  private final Period asserted;
  private final long t;
  private final boolean isOfEntity;
  private PastEntries entries;
  private boolean standing;
  private byte @Nullable [] group;
  private byte @Nullable [] bound;

  /**
   * Stands before the first group.
   *
   * @param asserted when the datoms looked for were asserted; its end is the t they were live at
   */
  PastGroups(ReadView view, IndexRange range, Period asserted, boolean reverse) {
    this.view = view;
    this.index = range.index();
    this.reverse = reverse;
    this.keys = range.past();
    this.asserted = asserted;
    this.t = asserted.upTo();
    this.isOfEntity = DatomKeys.keepsSingleValueBeside(index);
    this.entries = new PastEntries(view, index, keys, reverse);
  }

  /** The key of the present group: the header of a space, and the group. */
  byte[] groupKey() {
    if (group == null) {
      throw new IllegalStateException("before the first group");
    }
    return group;
  }

  /** Sets the group behind which it does not go for now; null for none. */
  void setBound(byte @Nullable [] last) {
    bound = last;
  }

  private boolean isBehindBound() {
    byte[] last = bound;
    if (last == null) {
      return false;
    }
    int order = entries.compareGroup(last);
    return reverse ? order < 0 : order > 0;
  }

  /** The datoms of the next group that has some; null when there is none, up to the bound. */
  @Nullable
  List<PastRow> next() {
    while (toNextGroup()) {
      group = entries.groupKey();
      List<PastRow> rows = reverse ? rowsApart(group) : rows(entries, group);
      if (!rows.isEmpty()) {
        rows.sort((x, y) -> Arrays.compareUnsigned(x.rest(), y.rest()));
        return rows;
      }
    }
    return null;
  }

  /** Goes to the first entry of the next group; going forward, the first after t. */
  private boolean toNextGroup() {
    int steps = 0;
    while (standing || entries.next()) {
      standing = false;
      boolean isNew = group == null || !entries.isIn(group);
      if (isNew && isBehindBound()) {
        standing = true;
        return false;
      }
      if (isNew && (reverse || entries.retracted() > t)) {
        return true;
      }
      if (++steps > STEPS) {
        steps = 0;
        if (reverse) {
          leaveInReverse();
        } else if (isNew) {
          entries.skipTo(t);
        } else {
          entries.skipGroup();
        }
      }
    }
    return false;
  }

  private void leaveInReverse() {
    byte[] behind = entries.groupKey();
    entries.close();
    entries =
        new PastEntries(view, index, KeyRange.between(keys.start(), true, behind, false), true);
  }

  /** The datoms of a group that a walk in reverse has found the end of. */
  private List<PastRow> rowsApart(byte[] key) {
    try (PastEntries forward = new PastEntries(view, index, KeyRange.prefix(key), false)) {
      if (!forward.next()) {
        return new ArrayList<>();
      }
      if (forward.retracted() <= t) {
        forward.skipTo(t);
        if (!forward.next()) {
          return new ArrayList<>();
        }
      }
      List<PastRow> rows = rows(forward, key);
      standing = false;
      return rows;
    }
  }

  /** The datoms from the present entry on to the end of its group. */
  private List<PastRow> rows(PastEntries from, byte[] key) {
    List<PastRow> rows = new ArrayList<>();
    boolean left = true;
    while (left && from.isIn(key)) {
      if (asserted.contains(from.asserted())) {
        rows.add(from.row());
      }
      if (isOfEntity && from.wasSingle()) {
        // There was one value at the moment of this retraction; any other that is found further on
        // was asserted later.
        return rows;
      }
      left = from.next();
    }
    standing = left;
    return rows;
  }

  @Override
  public void close() {
    entries.close();
  }
}

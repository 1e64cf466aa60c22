package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.storage.ReadView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The indexes in a storage, through a window of time. The storage may have gone on since the end of
 * the window: then what was live is put together from what still is and what was superseded since,
 * and the answer is the same.
 */
final class StoredIndex implements IndexView {

  private final ReadView view;
  private final TimeWindow window;
  private final boolean isPresent;

  /**
   * Looks at one state of a storage.
   *
   * @param storedT the t of that state
   */
  StoredIndex(ReadView view, long storedT, TimeWindow window) {
    this.view = view;
    this.window = window;
    this.isPresent = !window.history() && storedT <= window.period().upTo();
  }

  @Override
  public PlacedDatoms scan(IndexRange range, boolean reverse) {
    return scan(range, range, reverse);
  }

  /**
   * Opens a walk over a range.
   *
   * @param liveRange where in it there may be live datoms to give
   */
  PlacedDatoms scan(IndexRange range, IndexRange liveRange, boolean reverse) {
    Period period = window.period();
    // Everything in the present is early enough; not asking saves looking.
    Period asserted = isPresent ? new Period(period.after(), Long.MAX_VALUE) : period;
    PlacedDatoms live = StoredDatoms.open(view, liveRange, reverse, asserted);
    if (isPresent) {
      return live;
    }
    try {
      if (view instanceof PassedKeys && !window.history()) {
        return new PastAndLive(new PastDatoms(view, range, period, reverse), live, reverse);
      }
      PlacedDatoms past = window.history()
          ? new HistoryDatoms(view, range, period, reverse)
          : new PastDatoms(view, range, period, reverse);
      return new MergedDatoms(past, live, reverse, window.history());
    } catch (RuntimeException | Error failure) {
      live.close();
      throw failure;
    }
  }

  @Override
  public @Nullable DatomCursor single(long e, long a) {
    if (!isPresent || window.period().after() >= 0) {
      return null;
    }
    byte[] key = new DatomKeys().liveSingle(e, a);
    byte[] entry = view.get(key);
    if (entry == null) {
      return null;
    }
    Budget.current().countRead(key.length + entry.length);
    return new StoredDatom(e, a, entry);
  }

  @Override
  public long assertedAt(long e, long a, Object v) {
    if (!isPresent || window.period().after() >= 0) {
      return IndexView.super.assertedAt(e, a, v);
    }
    DatomKeys keys = new DatomKeys();
    byte[] raw = keys.rawValue(v);
    byte[] single = view.get(keys.live(e, a, v, false));
    if (single != null) {
      KeyReader reader = new KeyReader(single);
      long t = reader.readId();
      int at = reader.position();
      int to = Math.min(single.length, at + raw.length);
      return Arrays.equals(single, at, to, raw, 0, raw.length) ? t : DatomSource.NONE;
    }
    byte[] several = view.get(keys.live(e, a, v, true));
    return several == null ? DatomSource.NONE : new KeyReader(several).readId();
  }
}

package dev.dfdb.storage.fdb;

import com.apple.foundationdb.KeyValue;
import dev.dfdb.storage.KeyRange;
import java.util.Arrays;

/**
 * A range of one state, page by page: a small one first, as most scans are short, then as many
 * entries as the cluster sends in one reply. Used by one thread at a time.
 */
final class Pages {

  private static final int FIRST = 32;
  private static final int MOST = 4_096;

  /** What a page is asked for, so that it comes in one reply though entries are not all alike. */
  private static final int PAGE_BYTES = Page.REPLY_BYTES / 8 * 7;

  private final Reads reads;
  private final PinnedState state;
  private final boolean reverse;
  private byte[] begin;
  private byte[] end;
  private long left;
  private int size = FIRST;

  Pages(Reads reads, PinnedState state, KeyRange range, boolean reverse, long limit) {
    this.reads = reads;
    this.state = state;
    this.begin = reads.keyspace().begin(range);
    this.end = reads.keyspace().end(range);
    this.reverse = reverse;
    this.left = range.isEmpty() ? 0 : limit;
  }

  /** Reads the next page. */
  Page next() {
    if (left == 0 || Arrays.compareUnsigned(begin, end) >= 0) {
      return Page.NONE;
    }
    int asked = (int) Math.min(size, left);
    Page page = state.read(transaction -> reads.page(transaction, begin, end, reverse, asked));
    left -= page.entries().size();
    size = Math.max(1, Math.min(MOST, PAGE_BYTES / page.meanBytes()));
    if (page.isLast() || left == 0) {
      left = 0;
      return new Page(page.entries(), true);
    }
    byte[] last = page.entries().get(page.entries().size() - 1).getKey();
    if (reverse) {
      end = last;
    } else {
      begin = Keyspace.behind(last);
    }
    return page;
  }

  /** The value of an entry that is in chunks. */
  byte[] longValue(KeyValue entry) {
    byte[] stored = entry.getValue();
    byte[] key = reads.keyspace().key(entry.getKey());
    return state.read(transaction -> reads.value(transaction, key, stored));
  }

  Keyspace keyspace() {
    return reads.keyspace();
  }
}

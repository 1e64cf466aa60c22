package dev.dfdb.internal.page;

import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Snapshot;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What was read lately of a storage for which reading means to ask a server. A page holds from the
 * t of the state it was read from, and is dropped by the first later transaction that changes
 * something within its bounds: so whoever reads a state at some t may use every page that is there
 * and is no younger.
 *
 * <p>Pages never overlap. Bounded; those go first that were not used since their last turn. Safe
 * from any thread; finding a page takes no lock.
 */
public final class PageCache {

  /** One reading must not drive out everything else. */
  private static final int MOST_PART = 8;

  private static final int FEW = 64;

  private final long maxBytes;
  private final List<Region> regions;
  private final ConcurrentNavigableMap<byte[], Page> pages =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
  private final Deque<Page> turns = new ArrayDeque<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private volatile long newest;
  private int count;
  private long bytes;

  /** How many bytes a cache may hold if nobody says: a sixteenth of the heap. */
  public static long defaultBytes() {
    return Runtime.getRuntime().maxMemory() / 16;
  }

  /**
   * A cache that is empty.
   *
   * @param t that of the newest state
   * @param maxBytes the most memory; 0 to keep nothing
   * @param regions which keys are kept
   */
  public PageCache(long t, long maxBytes, List<Region> regions) {
    this.newest = t;
    this.maxBytes = maxBytes;
    this.regions = List.copyOf(regions);
  }

  /** An empty one of the same size, for a state of which nothing is known. */
  public PageCache anew(long t) {
    return new PageCache(t, maxBytes, regions);
  }

  /**
   * Reads a state through this cache.
   *
   * @param stored the state; stays the caller's to close
   * @param t that of the state
   */
  public Snapshot over(Snapshot stored, long t) {
    return maxBytes == 0 ? stored : new PagedSnapshot(stored, this, t);
  }

  /**
   * Goes on to the next state. To be called before anybody reads that state, and with every state
   * after the other; what is known already is passed over.
   *
   * @param t that of the state
   * @param changed what is not as it was in the state before; only looked at if need be
   */
  public synchronized void advance(long t, Iterable<KeyRange> changed) {
    if (t <= newest) {
      return;
    }
    if (t != newest + 1) {
      clear();
    } else if (count > 0) {
      changed.forEach(this::dropIn);
    }
    newest = t;
  }

  /** Drops a page of which somebody wants more than it has. */
  synchronized void forget(Page page) {
    if (!page.isDropped()) {
      drop(page);
    }
  }

  /** Drops what is kept of a range. */
  public synchronized void forget(KeyRange range) {
    if (count > 0) {
      dropIn(range);
    }
  }

  private void clear() {
    pages.values().forEach(Page::drop);
    pages.clear();
    turns.clear();
    count = 0;
    bytes = 0;
  }

  private void dropIn(KeyRange range) {
    byte[] start = range.start();
    byte[] end = range.end();
    if (start == null || end == null) {
      clear();
      return;
    }
    Map.Entry<byte[], Page> before = pages.lowerEntry(start);
    if (before != null && Arrays.compareUnsigned(before.getValue().end(), start) > 0) {
      drop(before.getValue());
    }
    pages.subMap(start, true, end, false).values().forEach(this::drop);
  }

  private void drop(Page page) {
    pages.remove(page.start());
    page.drop();
    count--;
    bytes -= page.bytes();
  }

  /** Where a range lies of which pages are kept; null if they are not. */
  @Nullable
  Region regionOf(byte[] start, byte[] end) {
    for (Region region : regions) {
      if (region.keys().contains(start) && isWithin(end, region.keys().end())) {
        return region;
      }
    }
    return null;
  }

  private static boolean isWithin(byte[] end, byte @Nullable [] bound) {
    return bound == null || Arrays.compareUnsigned(end, bound) <= 0;
  }

  /** How much one reading may put in. */
  long share() {
    return maxBytes / MOST_PART;
  }

  /** The page that holds what there is at a key, in the state at a t; null if there is none. */
  @Nullable
  Page at(byte[] key, long t) {
    Map.Entry<byte[], Page> entry = pages.floorEntry(key);
    Page page = entry == null ? null : entry.getValue();
    return found(page != null && Arrays.compareUnsigned(page.end(), key) > 0 ? page : null, t);
  }

  /** The page that holds what comes right before a key, in the state at a t, or null. */
  @Nullable
  Page before(byte[] key, long t) {
    Map.Entry<byte[], Page> entry = pages.lowerEntry(key);
    Page page = entry == null ? null : entry.getValue();
    return found(page != null && Arrays.compareUnsigned(page.end(), key) >= 0 ? page : null, t);
  }

  private @Nullable Page found(@Nullable Page page, long t) {
    if (page == null || page.since() > t || t > newest) {
      misses.increment();
      return null;
    }
    hits.increment();
    page.use();
    return page;
  }

  /** Keeps a page, unless it is of a state that is not the newest any more. */
  synchronized void keep(Page page) {
    if (page.since() != newest || page.bytes() > share()) {
      return;
    }
    byte[] start = behindWhatIsKeptAt(page.start());
    byte[] end = beforeWhatIsKeptAt(page.end());
    if (Arrays.compareUnsigned(start, end) < 0) {
      pages.subMap(start, true, end, false).values().forEach(this::drop);
      put(start == page.start() && end == page.end() ? page : page.part(start, end));
    }
  }

  private byte[] behindWhatIsKeptAt(byte[] start) {
    Map.Entry<byte[], Page> before = pages.floorEntry(start);
    return before == null ? start : greater(start, before.getValue().end());
  }

  private byte[] beforeWhatIsKeptAt(byte[] end) {
    Map.Entry<byte[], Page> last = pages.lowerEntry(end);
    return last == null || Arrays.compareUnsigned(last.getValue().end(), end) < 0
        ? end
        : last.getKey();
  }

  private static byte[] greater(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other) < 0 ? other : one;
  }

  private void put(Page page) {
    pages.put(page.start(), page);
    turns.add(page);
    count++;
    bytes += page.bytes();
    while (bytes > maxBytes) {
      evictOne();
    }
    if (turns.size() > FEW && turns.size() > 2 * count) {
      turns.removeIf(Page::isDropped);
    }
  }

  /** Gives pages their turn until one goes that was not used; that of dropped ones is over. */
  private void evictOne() {
    while (true) {
      Page page = turns.remove();
      if (page.isDropped()) {
        return;
      }
      if (!page.wasUsed()) {
        drop(page);
        return;
      }
      turns.add(page);
    }
  }

  /** What it holds, and of what use it was, by name. */
  public synchronized Map<String, Long> figures() {
    return Map.of(
        "page-cache-bytes", bytes,
        "page-cache-hits", hits.sum(),
        "page-cache-misses", misses.sum());
  }
}

package dev.dfdb.internal.index;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Postings} of the attributes of one state of a database that are asked for most. Safe
 * from any thread.
 *
 * <p>They are made once it has paid: what callers have spent on looking things up one by one is
 * added up, and when reading everything would cost no more than that, everything is read. So
 * nothing ever takes more than about twice as long as it had to, whatever is asked next (it is the
 * ski rental problem). Of the bytes there is a bound; what was not used for longest goes first.
 */
public final class PostingsCache {

  private static final double FIRST_TRY = 32;
  private static final int MAX_SLOTS = 4_096;

  private record Key(long attribute, boolean byValue, Period period) {}

  private static final class Slot {
    private @Nullable Postings postings;
    private double spent;
    private double nextTry = FIRST_TRY;
  }

  private final long maxBytes;
  private final Map<Key, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** How many bytes a cache may hold if nobody says: an eighth of the heap. */
  public static long defaultBytes() {
    return Runtime.getRuntime().maxMemory() / 8;
  }

  /** An empty cache with a bound on its bytes; with 0 it stays empty. */
  public PostingsCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The cache for the state after some transactions, with all that they left as it was.
   *
   * @param touched the attributes of their datoms
   * @param schema the schema, which they did not change
   */
  public synchronized PostingsCache after(Set<Long> touched, Schema schema) {
    PostingsCache next = new PostingsCache(maxBytes);
    slots.forEach((key, slot) -> {
      Postings postings = slot.postings;
      if (postings != null && stays(key, touched, schema)) {
        next.slots.put(key, slot);
        next.bytes += postings.bytes();
      }
    });
    return next;
  }

  private static boolean stays(Key key, Set<Long> touched, Schema schema) {
    if (!touched.contains(key.attribute)) {
      return true;
    }
    Attribute attribute = schema.attribute(key.attribute);
    return key.period.upTo() != Long.MAX_VALUE && attribute != null && !attribute.noHistory();
  }

  /** Whether nothing is in it. */
  public synchronized boolean isEmpty() {
    return bytes == 0;
  }

  /** About how many bytes it holds. */
  public synchronized long bytes() {
    return bytes;
  }

  /** The most bytes it may hold. */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * The postings of an attribute, if they are there or it has paid to make them.
   *
   * @param work what the caller would otherwise spend, in datoms of a walk
   */
  @Nullable
  Postings get(
      long attribute, boolean byValue, Period period, double work, Supplier<DatomCursor> datoms) {
    Key key = new Key(attribute, byValue, period);
    double most;
    Slot slot;
    synchronized (this) {
      slot = slot(key);
      if (slot.postings != null) {
        return slot.postings;
      }
      slot.spent += work;
      if (maxBytes == 0 || slot.spent < slot.nextTry) {
        return null;
      }
      most = 2 * slot.spent;
      slot.nextTry = Double.POSITIVE_INFINITY;
    }
    return make(key, slot, most, datoms);
  }

  private Slot slot(Key key) {
    Slot known = slots.get(key);
    if (known != null) {
      return known;
    }
    if (slots.size() >= MAX_SLOTS) {
      Iterator<Slot> oldest = slots.values().iterator();
      Postings postings = oldest.next().postings;
      oldest.remove();
      bytes -= postings == null ? 0 : postings.bytes();
    }
    Slot slot = new Slot();
    slots.put(key, slot);
    return slot;
  }

  private @Nullable Postings make(Key key, Slot slot, double most, Supplier<DatomCursor> datoms) {
    Postings made = null;
    try (DatomCursor cursor = datoms.get()) {
      made = Postings.read(cursor, key.byValue, most, maxBytes / 2);
    } finally {
      synchronized (this) {
        slot.nextTry = most;
        if (made != null && made.bytes() <= maxBytes) {
          if (slot.postings == null && slots.get(key) == slot) {
            slot.postings = made;
            bytes += made.bytes();
            evict(slot);
          }
        }
      }
    }
    return made;
  }

  private void evict(Slot kept) {
    Iterator<Slot> oldest = slots.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      Slot slot = oldest.next();
      if (slot != kept) {
        oldest.remove();
        bytes -= slot.postings == null ? 0 : slot.postings.bytes();
      }
    }
  }
}

package dev.dfdb.internal.index;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Postings} of the attributes of one state of a database that are asked for most. Safe
 * from any thread.
 *
 * <p>They are made once it has paid: what callers have spent on looking things up one by one is
 * added up, and when reading everything would cost no more than that, everything is read. So
 * nothing ever takes more than about twice as long as it had to, whatever is asked next (it is the
 * ski rental problem). Until then, what was read of single keys is kept apart. Of the bytes there
 * is a bound; what was not used for longest goes first.
 */
public final class PostingsCache {

  private static final double FIRST_TRY = 32;
  private static final int MAX_SLOTS = 4_096;

  /** Of how many attributes single keys are kept, and the part of all bytes that each may take. */
  private static final int MAX_KEYED = 8;

  private static final int KEYED_PART = 32;

  private record Key(long attribute, boolean byValue, Period period) {}

  private static final class Slot {
    private @Nullable Postings postings;
    private double spent;
    private double nextTry = FIRST_TRY;
  }

  private final long maxBytes;
  private final Map<Key, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Key, KeyedPostings> keyed = new LinkedHashMap<>(16, 0.75f, true);
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
    keyed.forEach((key, postings) -> {
      if (stays(key, touched, schema)) {
        next.keyed.put(key, postings);
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
    return bytes == 0 && keyed.isEmpty();
  }

  /** About how many bytes it holds. */
  public synchronized long bytes() {
    return bytes + keyed.values().stream().mapToLong(KeyedPostings::bytes).sum();
  }

  /** The most bytes it may hold. */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * The postings of an attribute, if they are there or it has paid to make them.
   *
   * @param work what the caller would otherwise spend, in datoms of a walk
   * @param count how many datoms there are; negative if it isn't known
   */
  @Nullable
  Postings get(
      long attribute,
      boolean byValue,
      Period period,
      double work,
      LongSupplier count,
      Supplier<DatomCursor> datoms) {
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
    long all = count.getAsLong();
    if (all > most) {
      postpone(slot, all / 2.0);
      return null;
    }
    return make(key, slot, most, datoms);
  }

  private synchronized void postpone(Slot slot, double until) {
    slot.nextTry = until;
  }

  /**
   * The postings of one key at least, if they are at hand: of the attribute, else of the key alone.
   *
   * @return null if nothing is known of it
   */
  synchronized KeyedPostings.@Nullable Kept ofKey(
      long attribute, boolean byValue, Period period, Object sought) {
    Key key = new Key(attribute, byValue, period);
    Slot slot = slots.get(key);
    return slot != null && slot.postings != null
        ? new KeyedPostings.Kept(slot.postings)
        : keyed(key).get(sought);
  }

  /**
   * Reads the postings of a key.
   *
   * @param datoms those of the key
   * @return null if they are too large to keep
   */
  @Nullable
  Postings readKey(
      long attribute, boolean byValue, Period period, Object sought, Supplier<DatomCursor> datoms) {
    Key key = new Key(attribute, byValue, period);
    KeyedPostings ofKeys;
    synchronized (this) {
      ofKeys = keyed(key);
    }
    Postings read;
    try (DatomCursor cursor = datoms.get()) {
      read = Postings.read(cursor, byValue, Double.POSITIVE_INFINITY, ofKeys.mostBytes());
    }
    ofKeys.put(sought, read);
    if (read != null) {
      synchronized (this) {
        slot(key).spent += read.size();
      }
    }
    return read;
  }

  private KeyedPostings keyed(Key key) {
    KeyedPostings known = keyed.get(key);
    if (known == null) {
      known = new KeyedPostings(maxBytes / KEYED_PART);
      keyed.put(key, known);
      if (keyed.size() > MAX_KEYED) {
        Iterator<KeyedPostings> oldest = keyed.values().iterator();
        oldest.next();
        oldest.remove();
      }
    }
    return known;
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
        if (made != null && made.bytes() <= maxBytes - keyedBytes()) {
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

  private long keyedBytes() {
    return MAX_KEYED * (maxBytes / KEYED_PART);
  }

  private void evict(Slot kept) {
    Iterator<Slot> oldest = slots.values().iterator();
    while (bytes > maxBytes - keyedBytes() && oldest.hasNext()) {
      Slot slot = oldest.next();
      if (slot != kept) {
        oldest.remove();
        bytes -= slot.postings == null ? 0 : slot.postings.bytes();
      }
    }
  }
}

package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.IndexPages;
import dev.dfdb.internal.index.KnownStatistics;
import dev.dfdb.internal.index.LastingView;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.index.PostingsCache;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.Surroundings;
import dev.dfdb.internal.page.PageCache;
import dev.dfdb.storage.Snapshot;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of the database, on a snapshot of its storage that all who read it share.
 *
 * <p>The snapshot is closed when there is a newer state and nobody reads this one any more. As a
 * database value can be read from any later state, nobody needs it for longer than one reading
 * takes. Safe from any thread.
 */
final class Basis {

  private final Snapshot snapshot;
  private final byte[] rootBytes;
  private final Root root;
  private final Schema schema;
  private final PostingsCache postings;
  private final KnownStatistics statistics;
  private final PageCache pages;
  private final Snapshot view;
  private final Set<Basis> open;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean isNewest = true;
  private volatile long presentAt = System.nanoTime() - Long.MAX_VALUE / 2;

  /** The readings under way, and one more while it is the newest state. */
  private final AtomicInteger users = new AtomicInteger(1);

  /** What was read last: programs read the same value many times before they take another. */
  private volatile @Nullable Shown last;

  private record Shown(Perspective perspective, DatabaseValue value) {}

  private Basis(
      Snapshot snapshot,
      byte[] rootBytes,
      Root root,
      Schema schema,
      PostingsCache postings,
      KnownStatistics statistics,
      PageCache pages,
      Set<Basis> open) {
    this.snapshot = snapshot;
    this.rootBytes = rootBytes;
    this.root = root;
    this.schema = schema;
    this.postings = postings;
    this.statistics = statistics;
    this.pages = pages;
    // What is gone on with in later states is not kept as pages of this one.
    this.view = snapshot instanceof LastingView ? snapshot : pages.over(snapshot, root.t());
    this.open = open;
  }

  Root root() {
    return root;
  }

  Schema schema() {
    return schema;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** The same, read from what is kept of it as far as there is something. */
  Snapshot view() {
    return view;
  }

  /**
   * Whether it can be read: a state that was not read before is taken from the storage.
   *
   * @throws dev.dfdb.error.StorageException if the storage can't be read
   */
  boolean isReadable() {
    if (snapshot instanceof DeferredSnapshot deferred) {
      deferred.take();
    }
    return !snapshot.isLost();
  }

  /** What queries have made of this state. */
  PostingsCache postings() {
    return postings;
  }

  /**
   * What queries have made of this state, as far as it still holds after some transactions.
   *
   * @param after the schema after them
   */
  PostingsCache postingsAfter(List<List<Datom>> transactions, Schema after) {
    if (postings.isEmpty() || after != schema) {
      return new PostingsCache(postings.maxBytes());
    }
    Set<Long> touched = new HashSet<>();
    transactions.forEach(datoms -> datoms.forEach(datom -> touched.add(datom.a())));
    return postings.after(touched, after);
  }

  /** What was read of it lately. */
  PageCache pages() {
    return pages;
  }

  /**
   * What was read lately, as far as it still holds after some transactions.
   *
   * @param after the schema after them
   */
  PageCache pagesAfter(List<List<Datom>> transactions, Schema after) {
    long t = root.t();
    if (after != schema) {
      return pages.anew(t + transactions.size());
    }
    for (List<Datom> datoms : transactions) {
      pages.advance(++t, IndexPages.changedBy(datoms, schema));
    }
    return pages;
  }

  /** How many datoms there are. */
  KnownStatistics statistics() {
    return statistics;
  }

  /** A database value read from this state: for one who reads it. */
  Standpoint standpoint(Perspective perspective) {
    return new Standpoint(perspective, view, root.t());
  }

  /**
   * A database value read from this state, with what is known of it: for one who reads it.
   *
   * @param isStrict whether attributes must be declared
   */
  @SuppressWarnings(
      "ReferenceEquality") // an equal one would do; to compare costs as much as it saves
  DatabaseValue value(Perspective perspective, boolean isStrict) {
    Shown known = last;
    if (known == null || known.perspective != perspective) {
      Surroundings surroundings = new Surroundings(postings, statistics, isStrict, null);
      known = new Shown(perspective, standpoint(perspective).value().within(surroundings));
      last = known;
    }
    return known.value;
  }

  /** The state itself as a database value. */
  Standpoint standpoint() {
    return standpoint(Perspective.of(root, schema));
  }

  /** When it was known to be the present last, as {@link System#nanoTime} has it. */
  long presentAt() {
    return presentAt;
  }

  /** Notes that it was the present at a time. */
  synchronized void wasPresent(long nanoTime) {
    if (nanoTime - presentAt > 0) {
      presentAt = nanoTime;
    }
  }

  boolean hasRoot(byte[] bytes) {
    return Arrays.equals(rootBytes, bytes);
  }

  byte[] rootBytes() {
    return rootBytes;
  }

  /** Begins a reading; false if the snapshot is closed already. */
  boolean retain() {
    int now = users.get();
    while (now > 0) {
      int seen = users.compareAndExchange(now, now + 1);
      if (seen == now) {
        return true;
      }
      now = seen;
    }
    return false;
  }

  /** Ends a reading. */
  void release() {
    int left = users.decrementAndGet();
    if (left == 0) {
      close();
    } else if (left == 1) {
      rest();
    }
  }

  /** Ends the time as the newest state. */
  void retire() {
    isNewest = false;
    release();
  }

  /** Whether nobody reads it: the one user left is its being the newest. */
  private boolean isUnread() {
    return users.get() == 1 && isNewest; // in this order: it retires before it is released
  }

  /** Gives back to the storage what nobody reads for the moment, if it is not to be held. */
  void rest() {
    if (snapshot instanceof DeferredSnapshot deferred) {
      deferred.rest(this::isUnread);
    } else if (snapshot instanceof LastingView lasting) {
      lasting.rest(this::isUnread);
    }
  }

  private void close() {
    if (closed.compareAndSet(false, true)) {
      open.remove(this);
      view.close();
    }
  }

  /** The states of one connection whose snapshots are open. */
  static final class Holds {

    private final Set<Basis> open = ConcurrentHashMap.newKeySet();

    /**
     * A state that owns its snapshot from now on, and is the newest until released.
     *
     * @param root what the bytes say
     */
    Basis basis(
        Snapshot snapshot,
        byte[] rootBytes,
        Root root,
        Schema schema,
        PostingsCache postings,
        KnownStatistics statistics,
        PageCache pages) {
      Basis basis = new Basis(snapshot, rootBytes, root, schema, postings, statistics, pages, open);
      open.add(basis);
      return basis;
    }

    /** Whether no snapshot is open. */
    boolean isEmpty() {
      return open.isEmpty();
    }

    /** Closes every snapshot. */
    void closeAll() {
      open.forEach(Basis::close);
    }
  }
}

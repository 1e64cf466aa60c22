package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.error.DatabaseDeletedException;
import dev.dfdb.internal.index.Eraser;
import dev.dfdb.internal.index.Erasure;
import dev.dfdb.internal.index.IndexPages;
import dev.dfdb.internal.index.KnownStatistics;
import dev.dfdb.internal.index.LastingView;
import dev.dfdb.internal.index.PostingsCache;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.SchemaReader;
import dev.dfdb.internal.page.PageCache;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest state of a database that is known. Safe from any thread. */
final class Newest {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.connection");

  private final Storage storage;
  private final Basis.Holds holds = new Basis.Holds();
  private final Runnable signal;
  private final Caches caches;

  /** Whether a snapshot is so dear that it is taken only when it is read. */
  private final boolean isDeferred;

  /** Whether a snapshot is lost so soon that reading has to go on in the next. */
  private final boolean isShortLived;

  private final boolean holdsState;
  private volatile Basis newest;
  private volatile long lookedAt;

  /**
   * Looks at a database.
   *
   * @param signal what to run whenever there is a newer state
   * @param caches the most memory for what was read of a state
   * @param holdsState whether the newest state is held in the storage while nobody reads it
   */
  Newest(Storage storage, Runnable signal, Caches caches, boolean holdsState) {
    this.storage = storage;
    this.caches = caches;
    this.holdsState = holdsState;
    SnapshotLifetime lifetime = storage.capabilities().snapshotLifetime();
    this.isShortLived = lifetime == SnapshotLifetime.SECONDS;
    this.isDeferred = !holdsState || isShortLived || lifetime == SnapshotLifetime.PINS_CONNECTION;
    this.signal = signal;
    this.lookedAt = System.nanoTime();
    this.newest = read(null, null);
    newest.wasPresent(lookedAt);
    newest.rest();
  }

  Basis get() {
    return newest;
  }

  /** The newest state, which its caller has to release. */
  Basis retained() {
    while (true) {
      Basis basis = newest;
      if (basis.retain()) {
        return basis;
      }
    }
  }

  /** Looks for the present state. */
  void refresh() {
    long now = System.nanoTime();
    Basis before = newest;
    Basis present = read(null, before);
    present.wasPresent(now);
    publish(present, before);
    wasLookedAt(now);
  }

  /** Whether it was looked at, or made, no longer ago than this. */
  boolean isFresh(long nanos) {
    return System.nanoTime() - lookedAt < nanos;
  }

  /** Notes that the newest state known was still the present one at a time. */
  synchronized void wasLookedAt(long nanoTime) {
    if (nanoTime - lookedAt > 0) {
      lookedAt = nanoTime;
    }
  }

  /** Notes that there is a newer state, which could not be read. */
  void wasPassed() {
    lookedAt = System.nanoTime() - Long.MAX_VALUE / 2;
  }

  /**
   * Takes up the state that a group has just made.
   *
   * @param begun a time before it was written
   */
  void advance(Group made, long begun) {
    Basis before = newest;
    Basis after = isDeferred && made.follows(before) ? deferred(made, before) : read(made, before);
    after.wasPresent(begun);
    publish(after, before);
    wasLookedAt(begun);
  }

  /**
   * States are read before they are published, and not always published in their order.
   *
   * @param before the newest one when it began to be read: if it still is, and this one has fewer
   *     transactions, the storage has lost some, as one does that is restored or falls back on a
   *     replica
   */
  @SuppressWarnings("ReferenceEquality") // that very one
  private void publish(Basis basis, Basis before) {
    Basis older;
    synchronized (this) {
      boolean isNewer = newest == before || basis.root().t() >= newest.root().t();
      if (isNewer && basis.root().t() < newest.root().t()) {
        LOG.warn(
            "the storage has lost transactions that it had acknowledged: its last is t {}, and t {}"
                + " was known; it was restored, or fell back on a replica",
            basis.root().t(),
            newest.root().t());
      }
      older = isNewer ? newest : basis;
      newest = isNewer ? basis : newest;
    }
    older.retire();
    signal.run();
  }

  /**
   * The present state. What is known of the state before is known of this one, but for what a group
   * changed, if it is the one that the group has just made, or else for what the log has since. An
   * excision may be under way, and is finished first.
   */
  private Basis read(@Nullable Group made, @Nullable Basis before) {
    Snapshot snapshot = storage.snapshot();
    try {
      byte[] rootBytes = rootOf(snapshot);
      if (made != null && Arrays.equals(rootBytes, made.rootAfter())) {
        return before != null && made.follows(before)
            ? made(made, before, lasting(snapshot, rootBytes), rootBytes)
            : unknown(held(snapshot, rootBytes), rootBytes, made.root(), made.schema());
      }
      Root root = Root.decode(rootBytes);
      if (snapshot.get(Erasure.key()) != null) {
        snapshot.close();
        LOG.info("an excision was not finished, and is now");
        Eraser.finish(storage);
        return read(null, null);
      }
      return later(snapshot, rootBytes, root, before);
    } catch (RuntimeException | Error failure) {
      snapshot.close();
      throw failure;
    }
  }

  /** The state that a group has just made, to be taken from the storage when it is first read. */
  private Basis deferred(Group made, Basis before) {
    byte[] rootBytes = made.rootAfter();
    Snapshot snapshot = isShortLived
        ? new LastingView(storage, rootBytes, null, !holdsState)
        : new DeferredSnapshot(storage, rootBytes, !holdsState);
    return made(made, before, snapshot, rootBytes);
  }

  /** The state that the storage has now, read from nothing else; to be closed. */
  Snapshot look() {
    Snapshot snapshot = storage.snapshot();
    try {
      return lasting(snapshot, rootOf(snapshot));
    } catch (RuntimeException | Error failure) {
      snapshot.close();
      throw failure;
    }
  }

  /** A snapshot of a state, as something that lasts. */
  private Snapshot lasting(Snapshot snapshot, byte[] rootBytes) {
    return isShortLived ? new LastingView(storage, rootBytes, snapshot, !holdsState) : snapshot;
  }

  /** The state that a group has just made of the one before. */
  private Basis made(Group made, Basis before, Snapshot snapshot, byte[] rootBytes) {
    return after(
        before,
        made.transactions(),
        made.writesStatistics(),
        snapshot,
        rootBytes,
        made.root(),
        made.schema());
  }

  /** A state that others have made. */
  private Basis later(Snapshot snapshot, byte[] rootBytes, Root root, @Nullable Basis before) {
    if (before != null) {
      LOG.debug(
          "taking up what others have committed: t {} after {}",
          root.t(),
          before.root().t());
    }
    Interim interim = before == null ? null : Interim.read(before, snapshot, root);
    Schema schema = interim == null ? SchemaReader.read(snapshot, root) : interim.schema();
    Snapshot held = held(snapshot, rootBytes);
    if (before == null || interim == null) {
      return unknown(held, rootBytes, root, schema);
    }
    Basis later = after(before, interim.transactions(), false, held, rootBytes, root, schema);
    // What of the past is not remembered any more isn't in the log.
    later.pages().forget(IndexPages.past());
    return later;
  }

  /** A state of which is known what is known of another, and what has happened since. */
  private Basis after(
      Basis before,
      List<List<Datom>> transactions,
      boolean storeStatistics,
      Snapshot snapshot,
      byte[] rootBytes,
      Root root,
      Schema schema) {
    return holds.basis(
        snapshot,
        rootBytes,
        root,
        schema,
        before.postingsAfter(transactions, schema),
        before.statistics().after(snapshot, root.t(), transactions, storeStatistics),
        before.pagesAfter(transactions, schema));
  }

  /** A state that was looked at; given back when nobody reads it, if it is not to be held. */
  private Snapshot held(Snapshot snapshot, byte[] rootBytes) {
    if (holdsState || isShortLived) {
      return lasting(snapshot, rootBytes);
    }
    return new DeferredSnapshot(storage, rootBytes, snapshot);
  }

  private Basis unknown(Snapshot snapshot, byte[] rootBytes, Root root, Schema schema) {
    return holds.basis(
        snapshot,
        rootBytes,
        root,
        schema,
        new PostingsCache(caches.queryBytes()),
        new KnownStatistics(snapshot, root.t()),
        new PageCache(root.t(), caches.pageBytes(), IndexPages.regions()));
  }

  private static byte[] rootOf(Snapshot snapshot) {
    byte[] root = snapshot.get(Root.key());
    if (root == null) {
      throw new DatabaseDeletedException(
          "the database is gone from the storage: it was deleted; open it again for a new one",
          Map.of());
    }
    return root;
  }

  /** Whether nobody reads any state. */
  boolean isIdle() {
    return holds.isEmpty();
  }

  /** Closes every state, whoever reads it. */
  void closeAll() {
    holds.closeAll();
  }
}

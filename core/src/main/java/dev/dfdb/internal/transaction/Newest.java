package dev.dfdb.internal.transaction;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.internal.index.Eraser;
import dev.dfdb.internal.index.Erasure;
import dev.dfdb.internal.index.KnownStatistics;
import dev.dfdb.internal.index.PostingsCache;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.SchemaReader;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest state of a database that is known. Safe from any thread. */
final class Newest {

  private final Storage storage;
  private final Basis.Holds holds = new Basis.Holds();
  private final Runnable signal;
  private final long cacheBytes;
  private volatile Basis newest;

  /**
   * Looks at a database.
   *
   * @param signal what to run whenever there is a newer state
   * @param cacheBytes the most memory for what queries have read of a state
   */
  Newest(Storage storage, Runnable signal, long cacheBytes) {
    this.storage = storage;
    this.cacheBytes = cacheBytes;
    this.signal = signal;
    this.newest = read(null, null);
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
    publish(read(null, null));
  }

  /** Takes up the state that a group has just made. */
  void advance(Group made) {
    publish(read(made, newest));
  }

  /** States are read before they are published, and not always published in their order. */
  private void publish(Basis basis) {
    Basis older;
    synchronized (this) {
      boolean isNewer = basis.root().t() >= newest.root().t();
      older = isNewer ? newest : basis;
      newest = isNewer ? basis : newest;
    }
    older.release();
    signal.run();
  }

  /**
   * The present state; its schema is known if it is the one a group has just made. If it is not, an
   * excision may be under way, and is finished first. What is known of the state right before the
   * group is known of this one, but for what the group changed.
   */
  private Basis read(@Nullable Group made, @Nullable Basis before) {
    Snapshot snapshot = storage.snapshot();
    try {
      byte[] rootBytes = rootOf(snapshot);
      Root root = Root.decode(rootBytes);
      if (made != null && root.equals(made.root())) {
        return before != null && made.follows(before)
            ? holds.basis(
                snapshot,
                rootBytes,
                root,
                made.schema(),
                made.postingsAfter(before),
                made.statisticsAfter(before, snapshot))
            : unknown(snapshot, rootBytes, root, made.schema());
      }
      if (snapshot.get(Erasure.key()) != null) {
        snapshot.close();
        Eraser.finish(storage);
        return read(null, null);
      }
      Schema schema = SchemaReader.read(snapshot);
      return unknown(snapshot, rootBytes, root, schema);
    } catch (RuntimeException | Error failure) {
      snapshot.close();
      throw failure;
    }
  }

  private Basis unknown(Snapshot snapshot, byte[] rootBytes, Root root, Schema schema) {
    return holds.basis(
        snapshot,
        rootBytes,
        root,
        schema,
        new PostingsCache(cacheBytes),
        new KnownStatistics(snapshot, root.t()));
  }

  private static byte[] rootOf(Snapshot snapshot) {
    byte[] root = snapshot.get(Root.key());
    if (root == null) {
      throw new MisconfiguredException(
          "the database is gone from the storage: something else has emptied it", Map.of());
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

package dev.dfdb.internal.transaction;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.storage.Snapshot;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One state of the database on a snapshot of its storage.
 *
 * <p>The snapshot is closed when the state is no longer the newest and nobody was given it, or when
 * the last who was given it has dropped it, or with the connection; whichever is first. Safe from
 * any thread.
 */
public final class Basis {

  private static final Cleaner CLEANER = Cleaner.create();

  private final DatabaseValue value;
  private final byte[] rootBytes;
  private final Hold hold;
  private final Cleaner.Cleanable snapshot;
  private boolean given;
  private boolean closed;

  private Basis(DatabaseValue value, byte[] rootBytes, Hold hold) {
    this.value = value;
    this.rootBytes = rootBytes;
    this.hold = hold;
    this.snapshot = CLEANER.register(this, hold);
  }

  /** The state, for as long as this object is reachable. */
  public DatabaseValue value() {
    return value;
  }

  /**
   * Checks that the state can still be read.
   *
   * @throws StorageClosedException if its connection was closed
   */
  public void checkOpen() {
    if (hold.done.get()) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "connection"));
    }
  }

  /** Notes that somebody holds this state from now on; false if its snapshot is closed already. */
  synchronized boolean give() {
    given = true;
    return !closed;
  }

  /** Notes that there is a newer state. */
  synchronized void supersede() {
    if (!given) {
      closed = true;
      snapshot.clean();
    }
  }

  boolean hasRoot(byte[] bytes) {
    return Arrays.equals(rootBytes, bytes);
  }

  byte[] rootBytes() {
    return rootBytes;
  }

  /** The snapshots that the states of one connection hold open. */
  static final class Holds {

    private final Set<Hold> open = ConcurrentHashMap.newKeySet();

    /** A state that owns its snapshot from now on. */
    Basis basis(Snapshot snapshot, byte[] rootBytes, Schema schema) {
      Hold hold = new Hold(snapshot, open);
      open.add(hold);
      return new Basis(
          new DatabaseValue(snapshot, schema, Root.decode(rootBytes)), rootBytes, hold);
    }

    /** Closes every snapshot. */
    void closeAll() {
      open.forEach(Hold::run);
    }
  }

  /** The duty to close a snapshot once. Does not know the state, which must be free to go. */
  private static final class Hold implements Runnable {

    private final Snapshot snapshot;
    private final Set<Hold> open;
    private final AtomicBoolean done = new AtomicBoolean();

    Hold(Snapshot snapshot, Set<Hold> open) {
      this.snapshot = snapshot;
      this.open = open;
    }

    @Override
    public void run() {
      if (done.compareAndSet(false, true)) {
        open.remove(this);
        snapshot.close();
      }
    }
  }
}

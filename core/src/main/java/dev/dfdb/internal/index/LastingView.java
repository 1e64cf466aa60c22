package dev.dfdb.internal.index;

import dev.dfdb.error.DatabaseDeletedException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A state of the database in a storage whose snapshots live for seconds: when one is lost, reading
 * goes on in the present, which may be a later state. Whoever reads says what that is to mean for
 * it. Datoms are put together anew ({@link ContinuedIndex}). What never changes behind itself, as
 * the log, is read on where it was, through this view itself. What must be this state and no later
 * one is read {@linkplain #exact() exactly}, as long as nobody has committed.
 *
 * <p>A snapshot is taken when something is read, not before. Safe from any thread.
 */
public final class LastingView implements Snapshot {

  private final Storage storage;
  private final byte[] rootBytes;
  private final long t;
  private final boolean finishesErasures;
  private final boolean rests;
  private @Nullable State state;
  private boolean closed;
  private volatile boolean passed;

  /**
   * A snapshot, and what it is one of.
   *
   * @param isExact whether that is the state of the view, and no later one
   * @param t the t of the state
   */
  record State(Snapshot snapshot, boolean isExact, long t) {}

  /**
   * The state with a root.
   *
   * @param taken a snapshot of that state, which belongs to the view from now on; null to take one
   *     when it is read
   * @param rests whether a snapshot is given back whenever nobody reads it
   */
  public LastingView(Storage storage, byte[] rootBytes, @Nullable Snapshot taken, boolean rests) {
    this(storage, rootBytes, taken, rests, true);
  }

  private LastingView(
      Storage storage,
      byte[] rootBytes,
      @Nullable Snapshot taken,
      boolean rests,
      boolean finishesErasures) {
    this.rests = rests;
    this.storage = storage;
    this.rootBytes = rootBytes;
    this.t = Root.decode(rootBytes).t();
    this.finishesErasures = finishesErasures;
    this.state = taken == null ? null : new State(taken, true, t);
  }

  /** The state that an erasure works on: its own work changes nothing that it has still to read. */
  static LastingView ofErasure(Storage storage, byte[] rootBytes, Snapshot taken) {
    return new LastingView(storage, rootBytes, taken, false, false);
  }

  /** A state to read, this one or a later. */
  synchronized State state() {
    if (closed) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "snapshot"));
    }
    State now = state;
    if (now == null || now.snapshot().isLost()) {
      State next = take();
      state = next;
      if (now != null) {
        now.snapshot().close();
      }
      return next;
    }
    return now;
  }

  /**
   * What to go on with when reading has failed.
   *
   * @throws StorageException the failure, if it is not that the state was lost
   */
  State after(State lost, StorageException failure) {
    boolean isLost;
    synchronized (this) {
      // Another thread may have closed a lost snapshot under this one.
      isLost = !closed && (lost.snapshot().isLost() || isAnother(lost));
    }
    if (!isLost) {
      throw failure;
    }
    return state();
  }

  @SuppressWarnings("ReferenceEquality") // the very state that was read
  private boolean isAnother(State read) {
    return state != read;
  }

  /** Reads something that does not depend on which state it is read from. */
  <T> T read(Function<State, T> reading) {
    State now = state();
    while (true) {
      try {
        return reading.apply(now);
      } catch (TransientStorageException | StorageClosedException e) {
        now = after(now, e);
      }
    }
  }

  /**
   * Gives back what was taken, if nobody reads it; it is taken again when somebody does.
   *
   * @param isUnread whether nobody does
   */
  public synchronized void rest(BooleanSupplier isUnread) {
    State now = state;
    if (!rests || now == null || closed) {
      return;
    }
    // Who begins to read from here on waits, and finds nothing taken; who has begun is counted.
    if (isUnread.getAsBoolean()) {
      state = null;
      now.snapshot().close();
    }
  }

  private State take() {
    while (true) {
      Snapshot present = storage.snapshot();
      try {
        List<byte @Nullable []> found = present.getAll(List.of(Root.key(), Erasure.key()));
        byte[] root = found.get(0);
        if (root == null) {
          throw new DatabaseDeletedException(
              "the database is gone from the storage: it was deleted; open it again for a new one",
              Map.of());
        }
        if (!finishesErasures || found.get(1) == null) {
          return stateOf(present, root);
        }
      } catch (RuntimeException | Error failure) {
        present.close();
        throw failure;
      }
      present.close();
      Eraser.finish(storage);
    }
  }

  private State stateOf(Snapshot present, byte[] root) {
    boolean isExact = Arrays.equals(root, rootBytes);
    passed |= !isExact;
    long presentT = Root.decode(root).t();
    if (presentT < t) {
      throw new TransientStorageException(
          "the storage holds less than was read before, as after a backup was restored",
          Map.of("t", presentT, "known", t));
    }
    return new State(present, isExact, presentT);
  }

  /** This state and no later one, as long as nobody commits; then reading it fails. */
  ReadView exact() {
    return new Exact();
  }

  /** Whether it is known that others have committed since. */
  @Override
  public boolean isLost() {
    return passed;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return read(now -> now.snapshot().get(key));
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    return read(now -> now.snapshot().getAll(keys));
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return new LastingCursor(this, range, options, false);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (state != null) {
      state.snapshot().close();
    }
  }

  /**
   * Checks that a state is that of the view.
   *
   * @throws TransientStorageException if it is a later one
   */
  static State checkExact(State now) {
    if (!now.isExact()) {
      throw new TransientStorageException(
          "others have committed before the state was read; read a newer one", Map.of());
    }
    return now;
  }

  /** The view without later states. */
  private final class Exact implements ReadView {

    @Override
    public byte @Nullable [] get(byte[] key) {
      return read(now -> checkExact(now).snapshot().get(key));
    }

    @Override
    public List<byte @Nullable []> getAll(List<byte[]> keys) {
      return read(now -> checkExact(now).snapshot().getAll(keys));
    }

    @Override
    public Cursor scan(KeyRange range, ScanOptions options) {
      return new LastingCursor(LastingView.this, range, options, true);
    }

    @Override
    public void close() {}
  }
}

package dev.dfdb.internal.transaction;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.internal.index.Root;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state that a commit has left, taken from the storage when it is first read: where a snapshot
 * costs a connection and some round trips, who only writes needs none. If another has committed by
 * then, the state is lost. Safe from any thread.
 */
final class DeferredSnapshot implements Snapshot {

  private final Storage storage;
  private final byte[] rootBytes;
  private final boolean rests;
  private volatile @Nullable Snapshot taken;
  private volatile boolean passed;
  private boolean closed;

  /**
   * Takes nothing yet.
   *
   * @param rootBytes the root by which the state is known
   * @param rests whether it is given back whenever nobody reads it
   */
  DeferredSnapshot(Storage storage, byte[] rootBytes, boolean rests) {
    this(storage, rootBytes, rests, null);
  }

  /**
   * Has the state already, which is given back and taken again as need be.
   *
   * @param taken the state
   */
  DeferredSnapshot(Storage storage, byte[] rootBytes, Snapshot taken) {
    this(storage, rootBytes, true, taken);
  }

  private DeferredSnapshot(
      Storage storage, byte[] rootBytes, boolean rests, @Nullable Snapshot taken) {
    this.storage = storage;
    this.rests = rests;
    this.rootBytes = rootBytes;
    this.taken = taken;
  }

  private Snapshot taken() {
    Snapshot now = taken;
    if (now == null) {
      now = take();
    }
    if (now == null) {
      throw new TransientStorageException(
          "others have committed before the state was read; read a newer one", Map.of());
    }
    return now;
  }

  /** Takes it, if that was not done before; null if it is lost. */
  synchronized @Nullable Snapshot take() {
    if (closed) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "snapshot"));
    }
    if (taken == null && !passed) {
      Snapshot present = storage.snapshot();
      try {
        passed = !Arrays.equals(present.get(Root.key()), rootBytes);
      } catch (RuntimeException | Error failure) {
        present.close();
        throw failure;
      }
      if (passed) {
        present.close();
      } else {
        taken = present;
      }
    }
    return taken;
  }

  /**
   * Gives back what was taken, if nobody reads it; it is taken again when somebody does.
   *
   * @param isUnread whether nobody does
   */
  synchronized void rest(BooleanSupplier isUnread) {
    Snapshot now = taken;
    if (!rests || now == null || closed) {
      return;
    }
    // Who begins to read from here on finds nothing taken, and waits; who has begun is counted.
    taken = null;
    if (isUnread.getAsBoolean()) {
      now.close();
    } else {
      taken = now;
    }
  }

  @Override
  public boolean isLost() {
    Snapshot now = taken;
    return passed || (now != null && now.isLost());
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return taken().get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    return taken().getAll(keys);
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return taken().scan(range, options);
  }

  @Override
  public synchronized void close() {
    closed = true;
    Snapshot now = taken;
    if (now != null) {
      now.close();
    }
  }
}

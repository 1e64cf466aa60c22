package dev.dfdb.conformance.oracle;

import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A storage of which one write fails, after which it may be dead. Everything else goes to the
 * storage behind it, which stays intact. One thread writes at a time.
 */
public final class FaultyStorage implements Storage {

  private static final long PATIENCE_SECONDS = 60;

  private final Storage intact;
  private final int failing;
  private final Fault fault;
  private final boolean dies;
  private final AtomicInteger writes = new AtomicInteger();
  private volatile boolean dead;
  private volatile @Nullable Gate gate;

  /** Holds one write back, so that others have to wait behind it. */
  private record Gate(CountDownLatch entered, CountDownLatch opened) {}

  /**
   * Wraps a storage.
   *
   * @param failing the number of the write that fails, from 0
   * @param dies whether nothing works after it
   */
  public FaultyStorage(Storage intact, int failing, Fault fault, boolean dies) {
    this.intact = intact;
    this.failing = failing;
    this.fault = fault;
    this.dies = dies;
  }

  /** Whether the write that was to fail has been tried. */
  public boolean hasFailed() {
    return writes.get() > failing;
  }

  /** Waits until a write that something begins is held back, does more, and lets it go on. */
  void holdNextWrite(Runnable beginning, Runnable meanwhile) {
    Gate held = new Gate(new CountDownLatch(1), new CountDownLatch(1));
    gate = held;
    beginning.run();
    await(held.entered());
    meanwhile.run();
    held.opened().countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody writes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    live();
    Gate held = gate;
    if (held != null) {
      gate = null;
      held.entered().countDown();
      await(held.opened());
    }
    if (writes.getAndIncrement() != failing) {
      intact.batchWrite(batch);
      return;
    }
    if (fault.isApplied()) {
      intact.batchWrite(batch);
    }
    dead = dies;
    StorageException error = fault.error();
    if (error != null) {
      throw error;
    }
  }

  private Storage live() {
    if (dead) {
      throw new StorageUnavailableException("dead", Map.of("fault", fault));
    }
    return intact;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return live().get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    return live().getAll(keys);
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return live().scan(range, options);
  }

  @Override
  public Snapshot snapshot() {
    return live().snapshot();
  }

  @Override
  public void sync() {
    live().sync();
  }

  @Override
  public void compact() {
    live().compact();
  }

  @Override
  public Capabilities capabilities() {
    return intact.capabilities();
  }

  @Override
  public Map<String, Long> statistics() {
    return intact.statistics();
  }

  /** Leaves the storage behind it open. */
  @Override
  public void close() {}
}

package dev.dfdb.storage.support;

import dev.dfdb.error.StorageClosedException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Lets calls into an engine while it is open, and lets it be closed only when none is inside (S8).
 *
 * <p>Entering costs one atomic increment on a counter that few threads share, so that readers on
 * many cores do not meet. Each call leaves by the {@linkplain #enter() stripe} it entered by, as
 * {@link #inside} has it, or without an object for the call:
 *
 * <pre>{@code
 * int stripe = gate.enter();
 * try {
 *   return engine.get(key);
 * } finally {
 *   gate.leave(stripe);
 * }
 * }</pre>
 *
 * <p>A thread inside must not call {@link #close}: it would wait for itself. Safe from any thread.
 */
public final class CloseGate {

  private static final int STRIPES = 32; // a power of two
  private static final int SPREAD = 16; // longs apart, two cache lines
  private static final long POLL_NANOS = 20_000;

  private final String what;
  private final AtomicLongArray inside = new AtomicLongArray((STRIPES + 1) * SPREAD);
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch released = new CountDownLatch(1);

  /**
   * Creates an open gate.
   *
   * @param what the thing behind it, for the error, such as {@code storage}
   */
  public CloseGate(String what) {
    this.what = what;
  }

  /**
   * Enters. The stripe returned must be given to {@link #leave}, always.
   *
   * @throws StorageClosedException if the gate is closed or closing
   */
  public int enter() {
    int stripe = (((int) Thread.currentThread().getId() & (STRIPES - 1)) + 1) * SPREAD;
    inside.getAndIncrement(stripe);
    if (closing.get()) {
      inside.getAndDecrement(stripe);
      throw closed();
    }
    return stripe;
  }

  /** Leaves by the stripe entered. */
  public void leave(int stripe) {
    inside.getAndDecrement(stripe);
  }

  /**
   * Makes a call between entering and leaving.
   *
   * @throws StorageClosedException if the gate is closed or closing
   */
  public <T> T inside(Supplier<T> call) {
    int stripe = enter();
    try {
      return call.get();
    } finally {
      leave(stripe);
    }
  }

  /** Whether closing has begun. */
  public boolean isClosed() {
    return closing.get();
  }

  /** The error for a call that comes too late. */
  public StorageClosedException closed() {
    return new StorageClosedException("used after it was closed", Map.of("what", what));
  }

  /**
   * Closes: refuses new calls, waits for those inside, then runs {@code release} once. A second
   * caller waits until the first is done.
   *
   * @param release what frees the engine
   */
  public void close(Runnable release) {
    if (!closing.compareAndSet(false, true)) {
      awaitRelease();
      return;
    }
    try {
      for (int stripe = 1; stripe <= STRIPES; stripe++) {
        while (inside.get(stripe * SPREAD) != 0) {
          LockSupport.parkNanos(POLL_NANOS);
        }
      }
      release.run();
    } finally {
      released.countDown();
    }
  }

  private void awaitRelease() {
    boolean interrupted = false;
    while (true) {
      try {
        released.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

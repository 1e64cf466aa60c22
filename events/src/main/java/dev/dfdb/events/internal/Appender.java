package dev.dfdb.events.internal;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.ContentionException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.events.EventException;
import dev.dfdb.storage.Companion;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits what is appended, in groups: callers put it into a queue, and whoever finds nobody
 * committing does so for all that wait. A group is one batch, guarded on the root of the streams;
 * if another process was faster it is tried again on the new state. As global positions are given
 * out under that guard, a message is visible before any with a higher one is. Safe from any thread.
 */
public final class Appender implements AutoCloseable {

  private static final int MAX_ATTEMPTS = 1_000;
  private static final int MAX_WRITES = 3;
  private static final long MAX_GROUP_BYTES = 4 << 20;
  private static final int MAX_GROUP_TASKS = 4_096;
  private static final long LONGEST_PAUSE_NANOS = 2_000_000;
  private static final long LONGEST_READING_SECONDS = 10;

  /** How many groups one caller commits before another thread takes over. */
  private static final int MAX_GROUPS = 64;

  private final Storage storage;
  private final InstantSource clock;
  private final Limits limits;
  private final Signal signal = new Signal();
  private final Queue<Task<?>> queue = new ConcurrentLinkedQueue<>();
  private final Background background = new Background("dfdb-appender");

  /** Held by who commits; fair, so that nobody who waits for it does so for long. */
  private final ReentrantLock committing = new ReentrantLock(true);

  private @Nullable State state;
  private volatile boolean closed;

  /** Shared by the readings of subscriptions, which closing waits for. */
  private final ReadWriteLock reading = new ReentrantReadWriteLock();

  /** Appends to the streams of a storage, which have been begun. */
  public Appender(Storage storage, InstantSource clock) {
    this.storage = storage;
    this.clock = clock;
    this.limits = storage.capabilities().limits();
  }

  /** Is given a sign after each commit. */
  public Signal signal() {
    return signal;
  }

  /** Commits something, and what others wait to have committed. */
  public <R> CompletableFuture<R> submit(Task<R> task) {
    enqueue(task);
    drive();
    return task.outcome();
  }

  /** Has something committed by another thread. */
  public <R> CompletableFuture<R> submitAsync(Task<R> task) {
    enqueue(task);
    if (!committing.isLocked()) {
      background.execute(this::drive);
    }
    if (closed) {
      drive(); // the thread may have ended
    }
    return task.outcome();
  }

  private void driveLater() {
    if (!queue.isEmpty()) {
      background.execute(this::drive);
    }
  }

  private void enqueue(Task<?> task) {
    checkOpen();
    if (committing.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "what is committed with a transaction can't append by itself");
    }
    queue.add(task);
  }

  /**
   * Checks that it is open.
   *
   * @throws StorageClosedException if it is not
   */
  public void checkOpen() {
    if (closed) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "events"));
    }
  }

  /** Commits until nothing is waiting, or another thread does. */
  private void drive() {
    for (int groups = 0; !queue.isEmpty(); groups++) {
      if (groups == MAX_GROUPS) {
        background.execute(this::drive);
        return;
      }
      if (!begin()) {
        return; // who commits looks again when it has ended
      }
      List<Task<?>> group = new ArrayList<>();
      try {
        commit(group);
      } finally {
        committing.unlock();
      }
      group.forEach(Task::tell);
    }
  }

  private boolean begin() {
    if (committing.hasQueuedThreads()) {
      committing.lock();
      return true;
    }
    return committing.tryLock();
  }

  private void take(List<Task<?>> group) {
    long most = Math.min(MAX_GROUP_BYTES, limits.maxBatchBytes() / 2);
    long bytes = 0;
    while (group.size() < MAX_GROUP_TASKS) {
      Task<?> next = queue.peek();
      boolean hasRoom = group.isEmpty()
          || (next != null
              && bytes + next.size() < most
              && !next.isAlone()
              && !group.get(0).isAlone());
      if (next == null || !hasRoom) {
        return;
      }
      queue.remove();
      bytes += next.size();
      group.add(next);
    }
  }

  /** Commits the next group; if that fails all are told, and none is left in it. */
  private void commit(List<Task<?>> group) {
    take(group);
    try {
      checkOpen();
      for (int attempt = 1; !isCommitted(group); attempt++) {
        state = null;
        if (attempt == MAX_ATTEMPTS) {
          throw new ContentionException(
              "others were faster to append each time, so it was given up; try again",
              Map.of("attempts", attempt),
              null);
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
      }
    } catch (RuntimeException | Error failure) {
      state = null;
      group.forEach(task -> task.fail(failure));
      group.clear();
    }
  }

  private State state() {
    State known = state;
    if (known == null) {
      known = State.read(storage);
      state = known;
    }
    return known;
  }

  /** Tries to commit a group; false if another was faster. */
  private boolean isCommitted(List<Task<?>> group) {
    State before = state();
    WriteBatch.Builder batch = WriteBatch.builder();
    Staging staging = new Staging(before, batch, clock.instant());
    group.forEach(task -> task.tryOn(staging));
    if (staging.isEmpty()) {
      return before.isPresent(); // what is refused must be so in the present
    }
    EventRoot root = staging.finish();
    if (!write(batch.build(), staging, root)) {
      return false;
    }
    signal.give();
    return true;
  }

  private boolean write(WriteBatch batch, Staging staging, EventRoot root) {
    for (int i = 1; ; i++) {
      try {
        storage.batchWrite(batch);
        state = staging.committed(root);
        return true;
      } catch (ConflictException faster) {
        // After an attempt that was not answered it may have been this very batch.
        state = null;
        return i > 1 && (isRoot(root) || staging.isFound());
      } catch (OutcomeUnknownException unknown) {
        if (isRoot(root)) {
          state = staging.committed(root);
          return true;
        }
        if (i == MAX_WRITES) {
          throw unknown;
        }
      }
    }
  }

  private boolean isRoot(EventRoot root) {
    return Arrays.equals(storage.get(EventKeys.root()), root.encode());
  }

  /** Commits tasks together with a transaction of datoms. */
  public Companion companion(List<? extends Task<?>> tasks) {
    return new Companion() {

      private @Nullable Staging staging;
      private @Nullable EventRoot root;

      @Override
      public void addTo(WriteBatch.Builder batch) {
        checkOpen();
        committing.lock();
        try {
          stage(batch);
        } catch (RuntimeException | Error failure) {
          state = null;
          committing.unlock();
          throw failure;
        }
      }

      private void stage(WriteBatch.Builder batch) {
        if (!state().isPresent()) {
          state = null;
        }
        Staging made = new Staging(state(), batch, clock.instant());
        for (Task<?> task : tasks) {
          task.tryOn(made);
          EventException refusal = task.refusal();
          if (refusal != null) {
            throw refusal;
          }
        }
        staging = made;
        root = made.finish();
      }

      @Override
      public void ended(boolean isCommitted) {
        Staging made = staging;
        EventRoot left = root;
        try {
          state = isCommitted && made != null && left != null ? made.committed(left) : null;
        } finally {
          committing.unlock();
        }
        if (isCommitted) {
          signal.give();
        }
        driveLater(); // what came meanwhile found it locked
      }
    };
  }

  /**
   * Reads for a subscription: not once this is closed, so that nothing is read from a storage that
   * its owner may close next.
   *
   * @throws StorageClosedException if this was closed
   */
  public <T> T read(Supplier<T> page) {
    reading.readLock().lock();
    try {
      checkOpen();
      return page.get();
    } finally {
      reading.readLock().unlock();
    }
  }

  private void awaitReadings() {
    try {
      if (reading.writeLock().tryLock(LONGEST_READING_SECONDS, TimeUnit.SECONDS)) {
        reading.writeLock().unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the commit and the readings under way; what waits behind the commit fails. */
  @Override
  public void close() {
    closed = true;
    committing.lock();
    try {
      StorageClosedException error =
          new StorageClosedException("used after it was closed", Map.of("what", "events"));
      for (Task<?> left = queue.poll(); left != null; left = queue.poll()) {
        left.fail(error);
      }
    } finally {
      committing.unlock();
    }
    signal.give();
    awaitReadings();
    background.close();
  }

  /** Wakes all who wait for commits. */
  public void wake() {
    signal.give();
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed;
  }
}

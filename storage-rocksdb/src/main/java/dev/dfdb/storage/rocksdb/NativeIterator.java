package dev.dfdb.storage.rocksdb;

import dev.dfdb.storage.KeyRange;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * An iterator of the engine over one range, and what it keeps alive.
 *
 * <p>One thread at a time reads it, and any thread may close it: each read marks it busy, and
 * closing waits for that mark to go. The mark costs one compare-and-set that no other core contends
 * for, where the gate of the storage would cost two atomic additions.
 */
final class NativeIterator implements AutoCloseable {

  private static final int IDLE = 0;
  private static final int BUSY = 1;
  private static final int CLOSED = 2;
  private static final long POLL_NANOS = 10_000;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(NativeIterator.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final NativeDatabase database;
  private final @Nullable NativeSnapshot snapshot;
  private final NativeResources resources = new NativeResources();
  private final RocksIterator iterator;
  private final byte @Nullable [] start;
  private final boolean reverse;
  private boolean positioned;

  private volatile int state;

  /** Opens an iterator on the present, or on a snapshot the caller is a user of. */
  NativeIterator(
      NativeDatabase database, KeyRange range, boolean reverse, @Nullable NativeSnapshot snapshot) {
    this.database = database;
    this.snapshot = snapshot;
    this.reverse = reverse;
    this.start = range.start();
    byte[] end = range.end();
    ReadOptions options = resources.own(new ReadOptions());
    if (end != null) {
      options.setIterateUpperBound(resources.own(new Slice(end)));
    }
    if (reverse && start != null) {
      options.setIterateLowerBound(resources.own(new Slice(start)));
    }
    if (snapshot != null) {
      snapshot.acquire();
      snapshot.applyTo(options);
    }
    database.pin();
    this.iterator = resources.own(database.db().newIterator(options));
  }

  /** Marks the iterator busy. Returns false if it is closed. */
  boolean enter() {
    if (STATE.compareAndSet(this, IDLE, BUSY)) {
      return true;
    }
    if (state == BUSY) {
      throw new IllegalStateException("a cursor belongs to one thread at a time");
    }
    return false;
  }

  /** Whether it is closed. */
  boolean isClosed() {
    return state == CLOSED;
  }

  /** Takes the mark away. */
  void leave() {
    STATE.setRelease(this, IDLE);
  }

  /**
   * Goes to the next entry in the iterator's direction. Only between {@link #enter} and
   * {@link #leave}, as are all reads.
   *
   * @return whether there is one
   */
  boolean advance() {
    if (!positioned) {
      positioned = true;
      position();
    } else if (reverse) {
      iterator.prev();
    } else {
      iterator.next();
    }
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw database.errors().translate(e);
    }
    return false;
  }

  /** The engine's iterator, standing on an entry. */
  RocksIterator current() {
    return iterator;
  }

  /** Waits until no thread reads, and frees the iterator. Calling it again does nothing. */
  @Override
  public void close() {
    while (!STATE.compareAndSet(this, IDLE, CLOSED)) {
      if (state == CLOSED) {
        return;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    resources.close();
    if (snapshot != null) {
      snapshot.release();
    }
    database.unpin();
  }

  private void position() {
    if (reverse) {
      iterator.seekToLast();
    } else if (start != null) {
      iterator.seek(start);
    } else {
      iterator.seekToFirst();
    }
  }
}

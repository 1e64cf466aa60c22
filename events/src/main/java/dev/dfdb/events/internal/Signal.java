package dev.dfdb.events.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes those who wait for commits; costs next to nothing when nobody does. Safe from any thread.
 */
public final class Signal {

  private final AtomicInteger waiting = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private volatile long count;

  Signal() {}

  /** How many were given; to be asked before looking for what one may then wait for. */
  public long count() {
    return count;
  }

  void give() {
    synchronized (this) {
      count++;
    }
    if (waiting.get() > 0) {
      lock.lock();
      try {
        given.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits until one was given after a count was asked, or a time is over. */
  public void await(long seen, long nanos) throws InterruptedException {
    waiting.incrementAndGet();
    lock.lock();
    try {
      long left = nanos;
      while (count == seen && left > 0) {
        left = given.awaitNanos(left);
      }
    } finally {
      lock.unlock();
      waiting.decrementAndGet();
    }
  }
}

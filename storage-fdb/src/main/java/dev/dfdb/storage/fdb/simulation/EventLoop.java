package dev.dfdb.storage.fdb.simulation;

import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The virtual time of a cluster, and what is to happen at which moment of it. Time passes while
 * somebody waits, from one event to the next. Everything in a cluster happens under its lock. Safe
 * from any thread.
 */
final class EventLoop {

  private static final long PATIENCE_MILLIS = 1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private @Nullable Actors actors;
  private long nanos;
  private long scheduled;

  private record Event(long at, long number, Runnable action) implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
      int order = Long.compare(at, other.at);
      return order == 0 ? Long.compare(number, other.number) : order;
    }
  }

  ReentrantLock lock() {
    return lock;
  }

  /** Says who takes turns; null when nobody does any more. */
  void setActors(@Nullable Actors actors) {
    lock.lock();
    try {
      this.actors = actors;
    } finally {
      lock.unlock();
    }
  }

  /** The virtual time, in nanoseconds from the beginning of the cluster. */
  long nanos() {
    lock.lock();
    try {
      return nanos;
    } finally {
      lock.unlock();
    }
  }

  /** Lets time pass at once. What was to happen meanwhile happens afterwards. */
  void advance(long by) {
    lock.lock();
    try {
      nanos += by;
    } finally {
      lock.unlock();
    }
  }

  /** Has something happen after some time. */
  void after(long delay, Runnable action) {
    lock.lock();
    try {
      events.add(new Event(nanos + delay, scheduled++, action));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Makes time pass until a reply is there. */
  void await(Future<?> reply) {
    boolean interrupted = false;
    while (!reply.isDone()) {
      lock.lock();
      try {
        Actors turns = actors;
        if (turns != null && turns.isMember()) {
          turns.await(reply);
        } else if (!reply.isDone() && !step()) {
          changed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        interrupted = true; // time goes on all the same
      } finally {
        lock.unlock();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the next event happen; false if there is none. The caller holds the lock. */
  boolean step() {
    Event next = events.poll();
    if (next == null) {
      return false;
    }
    nanos = Math.max(nanos, next.at());
    next.action().run();
    changed.signalAll();
    return true;
  }
}

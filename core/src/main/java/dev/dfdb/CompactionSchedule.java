package dev.dfdb;

import dev.dfdb.error.StorageClosedException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts a database now and then, on a daemon thread of its own: every so often, or within the
 * quiet hours of the day, or both. One that fails is logged, and tried again when the next is due.
 */
final class CompactionSchedule implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.compaction");
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Runnable compaction;
  private final Duration every;
  private final @Nullable QuietHours hours;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "dfdb-compaction");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private boolean closed;

  /**
   * Not started yet.
   *
   * @param compaction compacts
   * @param every how much time is between the beginnings of two; zero for a day
   * @param hours when, or null for at any time
   */
  CompactionSchedule(Runnable compaction, Duration every, @Nullable QuietHours hours, Clock clock) {
    this.compaction = compaction;
    this.every = every.isZero() ? A_DAY : every;
    this.hours = hours;
    this.clock = clock;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** When the first is due: with quiet hours, when they begin next. */
  ZonedDateTime first() {
    ZonedDateTime now = ZonedDateTime.now(clock);
    return hours == null ? now.plus(every) : hours.nextBeginning(now);
  }

  /** When the next is due after one that began at a time. */
  ZonedDateTime after(ZonedDateTime begun) {
    ZonedDateTime next = begun.plus(every);
    return hours == null ? next : hours.notBefore(next);
  }

  private void run() {
    ZonedDateTime due = first();
    LOG.debug("the first compaction is due at {}", due);
    while (awaitTime(due)) {
      ZonedDateTime begun = ZonedDateTime.now(clock);
      compact();
      due = after(begun);
    }
  }

  private void compact() {
    try {
      compaction.run();
    } catch (StorageClosedException closing) {
      LOG.debug("a compaction ended early, as the database is closed");
    } catch (RuntimeException failure) {
      LOG.warn("a compaction failed, and is tried again when the next is due", failure);
    }
  }

  /** Waits for a time; false if it is closed before. */
  private boolean awaitTime(ZonedDateTime due) {
    lock.lock();
    try {
      while (!closed) {
        // By the clock on the wall, which may be set: so it is looked at again now and then.
        Duration left = Duration.between(clock.instant(), due.toInstant());
        if (left.isNegative() || left.isZero()) {
          return true;
        }
        Duration nap = left.compareTo(A_MINUTE) < 0 ? left : A_MINUTE;
        if (change.awaitNanos(nap.toNanos()) > 0) {
          LOG.trace("woken early");
        }
      }
      return false;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Begins no more compactions. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until one under way has ended. */
  void awaitEnd() {
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.dfdb.backup;

import dev.dfdb.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups by itself, on a thread of its own, one after the other: what is new each time, and
 * then removes those that need not be kept.
 *
 * <p>A backup that fails, with whatever exception or error, is logged as a warning by the logger
 * {@code dev.dfdb.backup}, and tried again soon: after a hundredth of the interval, then after
 * twice as long, and so on up to the interval. It goes on with what was written.
 *
 * <p>Made by {@link #start}; safe from any thread; to be closed.
 */
public final class BackupSchedule implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.backup");
  private static final int FIRST_RETRY = 100;

  private final Connection connection;
  private final Backups backups;
  private final BackupRetention retention;
  private final long intervalNanos;
  private final ScheduledExecutorService thread;
  private Optional<BackupReport> last = Optional.empty();
  private Optional<RuntimeException> failure = Optional.empty();
  private long retryNanos;
  private boolean closed;

  private BackupSchedule(
      Connection connection, Backups backups, Duration interval, BackupRetention retention) {
    this.connection = connection;
    this.backups = backups;
    this.retention = retention;
    this.intervalNanos = interval.toNanos();
    this.retryNanos = firstRetry();
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, task -> {
      Thread made = new Thread(task, "dfdb-backup");
      made.setDaemon(true);
      return made;
    });
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.thread = pool;
  }

  /**
   * Begins to make backups, the first at once.
   *
   * @param connection of the database; not closed before this
   * @param backups where they lie; stays the caller's to close, after this
   * @param interval from the end of one backup to the beginning of the next; more than nothing
   * @param retention which of them are kept
   */
  public static BackupSchedule start(
      Connection connection, Backups backups, Duration interval, BackupRetention retention) {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(backups, "backups");
    Objects.requireNonNull(retention, "retention");
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("the interval is longer than nothing: " + interval);
    }
    BackupSchedule schedule = new BackupSchedule(connection, backups, interval, retention);
    schedule.next(0);
    return schedule;
  }

  private long firstRetry() {
    return Math.max(1, intervalNanos / FIRST_RETRY);
  }

  private synchronized void next(long nanos) {
    if (!closed) {
      Future<?> unused = thread.schedule(this::run, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void run() {
    long pause = intervalNanos;
    try {
      BackupReport report = backups.backup(connection);
      backups.retain(retention);
      succeeded(report);
    } catch (RuntimeException failed) {
      pause = failed(failed);
    } catch (Error error) { // a class that is missing, or memory for a while: the next may succeed
      pause = failed(new BackupException(
          "a scheduled backup ended with an error of the Java machine",
          Map.of("where", backups.location(), "error", error.toString()),
          error));
    } finally {
      next(pause);
    }
  }

  private synchronized void succeeded(BackupReport report) {
    last = Optional.of(report);
    failure = Optional.empty();
    retryNanos = firstRetry();
  }

  private synchronized long failed(RuntimeException failed) {
    failure = Optional.of(failed);
    long pause = retryNanos;
    retryNanos = Math.min(intervalNanos, 2 * retryNanos);
    if (!closed) {
      LOG.warn(
          "a backup to {} failed, and is tried again in {}",
          backups.location(),
          Duration.ofNanos(pause),
          failed);
    }
    return pause;
  }

  /** What the last backup that succeeded has done; empty if there was none. */
  public synchronized Optional<BackupReport> last() {
    return last;
  }

  /**
   * Why the last backup has failed; empty if it has not. An {@link Error} is the cause of a
   * {@link BackupException}.
   */
  public synchronized Optional<RuntimeException> failure() {
    return failure;
  }

  /** Waits for the backup under way, and makes no more. Calling it again does nothing. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.shutdown();
    boolean interrupted = false;
    while (!thread.isTerminated()) {
      try {
        thread.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
        thread.shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

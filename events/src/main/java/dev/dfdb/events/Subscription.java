package dev.dfdb.events;

import dev.dfdb.error.ContentionException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.events.internal.Appender;
import dev.dfdb.events.internal.Reader;
import dev.dfdb.events.internal.Signal;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A listener that is given messages, until it is closed. It reads from the storage what it has not
 * been given, a batch at a time, and waits when there is nothing more: so there is no seam between
 * what was there and what comes, and a slow listener holds up nobody. Commits of this connection
 * wake it; for those of others it looks ten times a second. Safe from any thread.
 */
public final class Subscription implements AutoCloseable {

  private static final long POLL_NANOS = 100_000_000;

  private final Appender appender;
  private final Consumer<? super Message> listener;
  private final @Nullable Consumer<Long> storing;
  private final LongFunction<Reader.Page> pages;
  private final Thread thread;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile long position;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  Subscription(
      Appender appender,
      long from,
      Consumer<? super Message> listener,
      @Nullable Consumer<Long> storing,
      LongFunction<Reader.Page> pages) {
    this.appender = appender;
    this.position = from;
    this.listener = listener;
    this.storing = storing;
    this.pages = pages;
    this.thread = new Thread(this::run, "dfdb-subscription");
    thread.setDaemon(true);
  }

  void begin() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        step();
      }
    } catch (StorageClosedException end) {
      if (!appender.isClosed()) {
        failure = end;
      }
    } catch (InterruptedException end) {
      // closed by its user
    } catch (Throwable thrown) {
      failure = thrown;
    } finally {
      ended.countDown();
    }
  }

  private void step() throws InterruptedException {
    Signal signal = appender.signal();
    long seen = signal.count();
    long before = position;
    Reader.Page page;
    try {
      page = appender.read(() -> pages.apply(before));
    } catch (TransientStorageException again) {
      signal.await(seen, POLL_NANOS);
      return;
    }
    for (Message message : page.messages()) {
      if (closed) {
        return;
      }
      listener.accept(message);
    }
    position = page.next();
    if (storing != null && page.next() != before) {
      store(storing, page.next());
    }
    if (page.messages().isEmpty() && page.next() == before) {
      signal.await(seen, POLL_NANOS);
    }
  }

  /** Stores a position, as often as it takes: what was given is not to be given again. */
  private void store(Consumer<Long> storing, long next) throws InterruptedException {
    do {
      long seen = appender.signal().count();
      try {
        storing.accept(next);
        return;
      } catch (TransientStorageException
          | StorageUnavailableException
          | OutcomeUnknownException
          | ContentionException again) {
        appender.signal().await(seen, POLL_NANOS);
      }
    } while (!closed);
  }

  /** The position of the next message that it asks for, after those of the batches it was given. */
  public long position() {
    return position;
  }

  /** Whether it has ended: it was closed, its connection was, or it failed. */
  public boolean isEnded() {
    return ended.getCount() == 0;
  }

  /**
   * What the listener threw, or why the storage could not be read, if that ended it; a
   * DatabaseDeletedException if its database was deleted. Empty if it was closed, or its connection
   * or namespace was, also by eviction.
   */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Waits until it has ended; false if the time is over before. */
  public boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
    return ended.await(timeout, unit);
  }

  /**
   * Ends it, and waits for the call of the listener under way unless the listener itself closes it.
   * A waiting listener is not interrupted. Calling it again does nothing.
   */
  @Override
  public void close() {
    closed = true;
    appender.wake();
    if (Thread.currentThread() != thread) {
      boolean interrupted = false;
      while (true) {
        try {
          ended.await();
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
}

package dev.dfdb.internal.transaction;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one subscriber the commits after a moment: each once, in order, when it has asked for it,
 * on a thread of its own. Keeps nothing but its place among them, however slow the subscriber is.
 *
 * <p>Signals to the subscriber are serial: whoever has news counts it up, and the thread works
 * until it has seen all. So neither the one who commits nor the one who asks ever waits.
 */
final class Follower<R> implements Flow.Subscription {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.listeners");

  private final Transactor transactor;
  private final Commits commits;
  private final CommitReader reader;
  private final Flow.Subscriber<? super R> subscriber;
  private final Function<Committed, R> report;
  private final boolean patient;
  private final BackgroundThreads thread = new BackgroundThreads("dfdb-follower", 1);
  private final Runnable signal = this::signal;
  private final AtomicInteger news = new AtomicInteger();
  private final AtomicLong demand = new AtomicLong();
  private volatile boolean over;
  private volatile @Nullable IllegalArgumentException wrongRequest;
  private boolean begun;
  private boolean released;

  /**
   * Follows; nothing happens before {@link #start}.
   *
   * @param report makes of a commit what the subscriber is given
   * @param patient whether a storage that fails is tried again with the next commit, instead of
   *     being an error that ends it
   */
  Follower(
      Transactor transactor,
      CommitReader reader,
      Flow.Subscriber<? super R> subscriber,
      Function<Committed, R> report,
      boolean patient) {
    this.transactor = transactor;
    this.commits = transactor.commits();
    this.reader = reader;
    this.subscriber = subscriber;
    this.report = report;
    this.patient = patient;
  }

  /** Begins, and ends with the transactor: then it gives what is asked for and in memory. */
  void start() {
    commits.onCommit(signal);
    signal();
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      wrongRequest = new IllegalArgumentException(
          "rule 3.9 of Reactive Streams: the number requested is positive, not " + n);
    } else {
      demand.accumulateAndGet(n, (sum, more) -> sum + more < 0 ? Long.MAX_VALUE : sum + more);
    }
    signal();
  }

  @Override
  public void cancel() {
    over = true;
    signal();
  }

  private void signal() {
    if (news.getAndIncrement() == 0) {
      thread.execute(this::work);
    }
  }

  private void work() {
    int seen = news.get();
    while (seen != 0) {
      try {
        giveAll();
      } catch (Throwable failure) {
        // Rule 2.13: a subscriber that throws is taken to have cancelled.
        over = true;
        LOG.error("a subscriber failed, and gets no more reports", failure);
      }
      if (over) {
        release();
      }
      seen = news.addAndGet(-seen);
    }
  }

  private void giveAll() {
    if (!begun) {
      begun = true;
      subscriber.onSubscribe(this);
    }
    while (!over) {
      IllegalArgumentException wrong = wrongRequest;
      if (wrong != null) {
        over = true;
        subscriber.onError(wrong);
      } else if (!giveNext()) {
        return;
      }
    }
  }

  /** Gives the next one; false if there is none, or none was asked for. */
  private boolean giveNext() {
    boolean last = transactor.isClosed();
    Committed next = null;
    try {
      next = demand.get() == 0 ? null : reader.next(!last);
    } catch (RuntimeException failure) {
      fail(failure);
      return false;
    }
    if (next != null) {
      demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
      subscriber.onNext(report.apply(next));
    } else if (last) {
      over = true;
      subscriber.onComplete();
    }
    return next != null;
  }

  private void fail(RuntimeException failure) {
    if (transactor.isClosed()) {
      // Closed while it was read: what is in memory may still be given.
      signal();
    } else if (patient) {
      LOG.warn("reports can't be read and are tried with the next commit", failure);
    } else {
      over = true;
      subscriber.onError(failure);
    }
  }

  private void release() {
    if (!released) {
      released = true;
      commits.forget(signal);
      commits.release();
      thread.close();
    }
  }
}

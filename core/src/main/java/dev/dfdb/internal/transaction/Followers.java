package dev.dfdb.internal.transaction;

import dev.dfdb.error.StorageException;
import dev.dfdb.internal.index.Perspective;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets others follow what a transactor commits. Safe from any thread. */
public final class Followers {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.listeners");

  private final Transactor transactor;

  /** Follows the commits that a transactor makes, or comes to know of. */
  public Followers(Transactor transactor) {
    this.transactor = transactor;
  }

  /**
   * Gives a subscriber every commit from now on, as it asks for them.
   *
   * @param report makes of a commit what the subscriber is given
   */
  public <R> void subscribe(Flow.Subscriber<? super R> subscriber, Function<Committed, R> report) {
    Objects.requireNonNull(subscriber, "subscriber");
    try {
      follow(subscriber, report, false);
    } catch (StorageException closed) {
      subscriber.onSubscribe(new Ended());
      subscriber.onError(closed);
    }
  }

  /**
   * Gives a listener every commit from now on; what it throws is logged.
   *
   * @return ends that
   * @throws StorageException if the storage fails or is closed
   */
  public <R> Runnable listen(Consumer<? super R> listener, Function<Committed, R> report) {
    Follower<R> follower = follow(new Listener<>(listener), report, true);
    follower.request(Long.MAX_VALUE);
    return follower::cancel;
  }

  private <R> Follower<R> follow(
      Flow.Subscriber<? super R> subscriber, Function<Committed, R> report, boolean patient) {
    Commits commits = transactor.commits();
    // First commits are kept, then it is asked which was the last: so none is missed between.
    commits.retain();
    Perspective last;
    try {
      last = transactor.present();
    } catch (RuntimeException | Error failure) {
      commits.release();
      throw failure;
    }
    Follower<R> follower =
        new Follower<>(transactor, new CommitReader(transactor, last), subscriber, report, patient);
    follower.start();
    transactor.follow();
    return follower;
  }

  /**
   * What something gives on another thread as soon as a transaction is known, or when the
   * transactor is closed before. Commits of other processes are looked for meanwhile.
   *
   * @throws StorageException if the storage fails or is closed
   */
  public <T> CompletableFuture<T> reach(long t, Supplier<T> then) {
    Waiting<T> waiting = new Waiting<>(transactor, t, then);
    transactor.commits().onCommit(waiting);
    try {
      transactor.look();
    } catch (RuntimeException | Error failure) {
      transactor.commits().forget(waiting);
      throw failure;
    }
    waiting.run();
    transactor.follow();
    return waiting.result;
  }

  /** One who waits for a transaction; asked after each commit whether that was it. */
  private static final class Waiting<T> implements Runnable {

    private final Transactor transactor;
    private final long t;
    private final Supplier<T> then;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    Waiting(Transactor transactor, long t, Supplier<T> then) {
      this.transactor = transactor;
      this.t = t;
      this.then = then;
    }

    @Override
    public void run() {
      boolean isReached = transactor.known().root().t() >= t || transactor.isClosed();
      if (isReached || result.isDone()) {
        transactor.commits().forget(this);
        ForkJoinPool.commonPool().execute(this::complete);
      }
    }

    private void complete() {
      try {
        result.complete(then.get());
      } catch (RuntimeException | Error failure) {
        result.completeExceptionally(failure);
      }
    }
  }

  /** Asks for everything, and outlives what the listener throws. */
  private record Listener<R>(Consumer<? super R> listener) implements Flow.Subscriber<R> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(R item) {
      try {
        listener.accept(item);
      } catch (Throwable failure) {
        LOG.error("a listener failed on a report, and gets the next ones", failure);
      }
    }

    @Override
    public void onError(Throwable failure) {
      LOG.error("a listener gets no more reports", failure);
    }

    @Override
    public void onComplete() {}
  }

  /** The subscription to what is over before it began. */
  private static final class Ended implements Flow.Subscription {

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}

package dev.dfdb.storage.fdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.Transaction;
import com.apple.foundationdb.TransactionOptions;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Begins transactions, and tries them again when the cluster says so: after a pause that its client
 * draws from a growing range, a limited number of times, within a limited time. Safe from any
 * thread.
 */
final class Client {

  private final Database database;
  private final LongSupplier nanoTime;
  private final Replies replies;
  private final FdbErrors errors;
  private final long timeoutNanos;
  private final int retryLimit;
  private final long maxRetryDelayMillis;
  private final Priority priority;
  private final Optional<String> tag;
  private final LongAdder retries = new LongAdder();

  Client(
      Database database,
      LongSupplier nanoTime,
      Replies replies,
      FdbErrors errors,
      Settings settings) {
    this.database = database;
    this.replies = replies;
    this.nanoTime = nanoTime;
    this.errors = errors;
    this.timeoutNanos = settings.get(FdbOptions.TIMEOUT).toNanos();
    this.retryLimit = settings.get(FdbOptions.RETRY_LIMIT);
    this.maxRetryDelayMillis = settings.get(FdbOptions.MAX_RETRY_DELAY).toMillis();
    this.priority = settings.get(FdbOptions.PRIORITY);
    this.tag = settings.find(FdbOptions.TAG);
  }

  /** Waits for a reply; an error of the client is thrown as it is. */
  <T> T await(CompletableFuture<T> reply) {
    return replies.await(reply);
  }

  FdbErrors errors() {
    return errors;
  }

  /** The time, in nanoseconds from some moment. */
  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** How often something was tried again so far. */
  long retries() {
    return retries.sum();
  }

  /** Begins attempts that may take as long as a call may. */
  Attempts attempts() {
    return attempts(Duration.ofNanos(timeoutNanos));
  }

  /** Begins attempts that may take so long. */
  Attempts attempts(Duration timeout) {
    return new Attempts(timeout.toNanos());
  }

  /** Reads the present: what it reads at once, it reads of one state. */
  <T> T read(Function<Transaction, T> reading) {
    try (Attempts attempts = attempts()) {
      while (true) {
        try {
          return reading.apply(attempts.transaction());
        } catch (FDBException e) {
          attempts.again(e);
        }
      }
    }
  }

  /** One call, tried as often as it takes. Belongs to one thread. */
  final class Attempts implements AutoCloseable {

    private final long deadline;
    private final long timeoutMillis;
    private Transaction transaction;
    private int failures;
    private @Nullable FDBException before;

    private Attempts(long timeout) {
      this.deadline = nanoTime.getAsLong() + timeout;
      this.timeoutMillis = Math.max(1, timeout / 1_000_000);
      this.transaction = database.createTransaction();
      TransactionOptions options = transaction.options();
      options.setTimeout(timeoutMillis);
      options.setMaxRetryDelay(maxRetryDelayMillis);
      setUp();
    }

    /** What does not outlast another attempt. */
    private void setUp() {
      TransactionOptions options = transaction.options();
      if (priority == Priority.BATCH) {
        options.setPriorityBatch();
      }
      tag.ifPresent(options::setTag);
    }

    /** The transaction of this attempt. */
    Transaction transaction() {
      return transaction;
    }

    /** How often it has failed so far. */
    int failures() {
      return failures;
    }

    /**
     * Begins another attempt.
     *
     * @throws dev.dfdb.error.StorageException if there is none left, or none would help
     */
    void again(FDBException failure) {
      failures++;
      if (!FdbErrors.isRetryable(failure)
          || failures > retryLimit
          || nanoTime.getAsLong() > deadline) {
        throw last(failure);
      }
      retries.increment();
      try {
        transaction = await(transaction.onError(failure));
      } catch (FDBException fatal) {
        throw last(fatal);
      }
      before = failure;
      setUp();
    }

    /** The error to end with: that time is over says less than that the cluster was locked. */
    private StorageException last(FDBException failure) {
      FDBException told = before;
      return told != null && FdbErrors.isLocked(told) && FdbErrors.isTimeOver(failure)
          ? errors.translate(told)
          : errors.translate(failure);
    }

    @Override
    public void close() {
      transaction.close();
    }
  }
}

package dev.dfdb.replication;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.internal.index.LogSlice;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.TransactionLog;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.Storage;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Reads the log of a database slice by slice, each from a state of its own that is let go of soon.
 * As transactions are only added, the slices are together what the log was when the reading began,
 * however long it takes and whatever is written meanwhile; the one thing that changes what was
 * there is noticed ({@link LogRewrittenException}). Safe from any thread.
 */
public final class LogReader {

  /** How often a slice is begun anew that gets nowhere. */
  private static final int MAX_ATTEMPTS = 20;

  private final Storage storage;

  /**
   * Reads the database in a storage.
   *
   * @param storage that of one database, as {@link dev.dfdb.Connection#storage()} gives it
   */
  public LogReader(Storage storage) {
    this.storage = storage;
  }

  /** Reads something of the state of the storage that the log is of. */
  @FunctionalInterface
  public interface Beside<T> {
    /**
     * Reads it.
     *
     * @param view the state, which is let go of when this returns
     */
    T read(LogState state, ReadView view);
  }

  /**
   * What the log is now.
   *
   * @throws dev.dfdb.error.DatabaseDeletedException if there is no database
   */
  public LogState state() {
    return state((state, view) -> state);
  }

  /**
   * What the log is now, and what lies beside it in the same state of the storage.
   *
   * @param beside called again if the storage loses the state
   * @throws dev.dfdb.error.DatabaseDeletedException if there is no database
   */
  public <T> T state(Beside<T> beside) {
    for (int attempt = 1; ; attempt++) {
      try (LogSlice slice = LogSlice.open(storage)) {
        return beside.read(state(slice), slice.view());
      } catch (TransientStorageException lost) {
        checkAttempts(attempt, lost);
      }
    }
  }

  private static LogState state(LogSlice slice) {
    Root root = slice.root();
    TransactionLog.Entry first = entry(slice, 0);
    TransactionLog.Entry last = entry(slice, root.t());
    return new LogState(
        first.commit(),
        root.t(),
        last.commit(),
        Instant.ofEpochMilli(root.instant()),
        root.nextNamed(),
        root.nextEntity(),
        slice.rewriting());
  }

  private static TransactionLog.Entry entry(LogSlice slice, long t) {
    TransactionLog.Entry entry = slice.transaction(t);
    if (entry == null) {
      throw new CorruptionException(
          "a transaction is missing from the log; verify the database", Map.of("t", t));
    }
    return entry;
  }

  /** The commit of a transaction; empty if the log has none of this number. */
  public OptionalLong commit(long t) {
    for (int attempt = 1; ; attempt++) {
      try (LogSlice slice = LogSlice.open(storage)) {
        TransactionLog.Entry entry = slice.transaction(t);
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.commit());
      } catch (TransientStorageException lost) {
        checkAttempts(attempt, lost);
      }
    }
  }

  /**
   * Reads transactions in their order, from one state of the storage as long as that lasts.
   *
   * @param state what the log was when the reading began; it is read no further
   * @param from the first t
   * @param taker takes one transaction after the other, and says whether it wants the next
   * @return the t of the next transaction, one more than the last that was taken
   * @throws LogRewrittenException if the log was rewritten since that state
   * @throws CorruptionException if a transaction is missing
   * @throws StorageException if the storage fails
   */
  public long read(LogState state, long from, Predicate<LogRecord> taker) {
    long[] next = {from};
    boolean[] wantsMore = {true};
    for (int attempt = 1; wantsMore[0] && next[0] <= state.t(); attempt++) {
      long before = next[0];
      try (LogSlice slice = LogSlice.open(storage)) {
        if (slice.rewriting() != state.rewriting() || slice.root().t() < state.t()) {
          throw new LogRewrittenException(before);
        }
        slice.read(before, state.t(), (t, bytes) -> {
          next[0] = t + 1;
          wantsMore[0] = taker.test(new LogRecord(t, bytes));
          return wantsMore[0];
        });
      } catch (TransientStorageException lost) {
        attempt = next[0] > before ? 0 : attempt;
        checkAttempts(attempt, lost);
      }
    }
    return next[0];
  }

  private static void checkAttempts(int attempt, TransientStorageException lost) {
    if (attempt >= MAX_ATTEMPTS) {
      throw lost;
    }
  }
}

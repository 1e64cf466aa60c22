package dev.dfdb.internal.index;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.DatabaseDeletedException;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log of a database as it is at a moment, for who reads a part of it and then lets go of that
 * state. Used by one thread; must be closed.
 */
public final class LogSlice implements AutoCloseable {

  private final Snapshot view;
  private final Root root;
  private final long rewriting;

  private LogSlice(Snapshot view, Root root, long rewriting) {
    this.view = view;
    this.root = root;
    this.rewriting = rewriting;
  }

  /** Takes one transaction; says whether it wants the next. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes a transaction.
     *
     * @param bytes what the log has of it
     */
    boolean take(long t, byte[] bytes);
  }

  /**
   * Looks at the present, when an excision that may be under way is finished.
   *
   * @throws DatabaseDeletedException if there is no database
   */
  public static LogSlice open(Storage storage) {
    while (true) {
      Eraser.finish(storage);
      Optional<LogSlice> slice = tryOpen(storage);
      if (slice.isPresent()) {
        return slice.get();
      }
    }
  }

  private static Optional<LogSlice> tryOpen(Storage storage) {
    Snapshot view = storage.snapshot();
    boolean isOurs = false;
    try {
      byte[] rootBytes = view.get(Root.key());
      if (rootBytes == null) {
        throw new DatabaseDeletedException(
            "there is no database in this storage, or it was deleted", Map.of());
      }
      if (view.get(Erasure.key()) != null) {
        return Optional.empty();
      }
      LogSlice slice = new LogSlice(view, Root.decode(rootBytes), Rewriting.of(view));
      isOurs = true;
      return Optional.of(slice);
    } finally {
      if (!isOurs) {
        view.close();
      }
    }
  }

  /** The state, to be read while this is open. */
  public ReadView view() {
    return view;
  }

  /** The root of the state. */
  public Root root() {
    return root;
  }

  /** The mark of the last rewriting of the log; 0 if there was none. */
  public long rewriting() {
    return rewriting;
  }

  /** A transaction, or null where there is none. */
  public TransactionLog.@Nullable Entry transaction(long t) {
    return TransactionLog.read(view, t);
  }

  /**
   * Reads transactions in their order.
   *
   * @param from the first
   * @param last the last, unless the taker has enough before
   * @throws CorruptionException if one is missing
   */
  public void read(long from, long last, Taker taker) {
    long next = from;
    try (LogCursor log = new LogCursor(view, from, last + 1)) {
      boolean wantsMore = true;
      while (wantsMore && next <= last) {
        LogCursor.Raw raw = log.nextRaw();
        if (raw == null || raw.t() != next) {
          throw new CorruptionException(
              "a transaction is missing from the log; verify the database", Map.of("t", next));
        }
        next++;
        wantsMore = taker.take(raw.t(), raw.bytes());
      }
    }
  }

  @Override
  public void close() {
    view.close();
  }
}

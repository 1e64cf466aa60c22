package dev.dfdb.internal.transaction;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageException;
import dev.dfdb.internal.index.TransactionLog;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes commits, and finds out what became of one that was not answered: the log tells, and if it
 * is not there it is written again. The root it is guarded on never comes back, so of the two at
 * most one is applied, however late. Safe from any thread.
 */
final class CommitWriter {

  /** How often a commit is written whose outcome stays unknown. */
  private static final int MAX_WRITES = 3;

  private final Storage storage;
  private final Tally tally;

  CommitWriter(Storage storage, Tally tally) {
    this.storage = storage;
    this.tally = tally;
  }

  /**
   * Writes a commit.
   *
   * @param batch guarded on the root
   * @param firstT the number of its first transaction
   * @param commit the random number by which it is known again
   * @throws ConflictException if another was faster; nothing was written
   * @throws OutcomeUnknownException if it can't be found out
   */
  void write(WriteBatch batch, long firstT, long commit) {
    @Nullable OutcomeUnknownException unknown = null;
    for (int i = 0; i < MAX_WRITES; i++) {
      try {
        storage.batchWrite(batch);
        return;
      } catch (OutcomeUnknownException told) {
        tally.unknown();
        unknown = told;
        if (isInLog(firstT, commit, told)) {
          return;
        }
      } catch (ConflictException conflict) {
        if (unknown != null && isInLog(firstT, commit, unknown)) {
          return;
        }
        throw conflict;
      } catch (StorageException failure) {
        if (unknown == null) {
          throw failure;
        }
        unknown.addSuppressed(failure); // and what was said of the first is still true
        throw unknown;
      }
    }
    throw Objects.requireNonNull(unknown);
  }

  private boolean isInLog(long t, long commit, OutcomeUnknownException unknown) {
    try {
      TransactionLog.Entry entry = TransactionLog.read(storage, t);
      return entry != null && entry.commit() == commit;
    } catch (StorageException unreadable) {
      // The caller has to know that it may have happened.
      unknown.addSuppressed(unreadable);
      throw unknown;
    }
  }
}

package dev.dfdb.replication;

import dev.dfdb.internal.index.Replay;
import dev.dfdb.storage.Storage;

/**
 * Writes recorded transactions into a storage as they were: with their numbers, times, ids and
 * commits, into the log and every index. Afterwards the database there answers as the one did that
 * they were recorded of.
 *
 * <p>Many transactions share a batch, and each batch is guarded on the state before it. So writing
 * can be interrupted at any moment, and another writer goes on after {@link #t()}. Nobody else may
 * write in this database meanwhile; who does makes the next batch fail. Used by one thread.
 */
public final class LogWriter {

  private final Replay replay;

  /**
   * Goes on where the database in a storage ends. One that is not there is begun with the first
   * transaction; so is one that has nothing but its own beginning.
   *
   * @param storage that of one database, as {@link dev.dfdb.Connection#storage()} gives it
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public LogWriter(Storage storage) {
    this.replay = new Replay(storage);
  }

  /**
   * The number of the last transaction, also of those taken in and not written yet; -1 if there is
   * no database.
   */
  public long t() {
    return replay.t();
  }

  /**
   * Takes in the next transaction, and writes those taken in when they are enough for a batch.
   * Transaction 0 may be given where there is nothing, or nothing but another transaction 0.
   *
   * @throws IllegalArgumentException if it is not the next
   * @throws dev.dfdb.error.CorruptionException if the record is damaged, or retracts what is not
   *     there; what was written before stays
   * @throws dev.dfdb.error.ConflictException if somebody else has written in the database
   * @throws dev.dfdb.error.LimitExceededException if it is larger than this storage takes in one
   *     batch, or one of its values is
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public void append(LogRecord record) {
    replay.append(record.entry(), record.bytes().length);
  }

  /** Writes all transactions that were taken in. */
  public void flush() {
    replay.flush();
  }

  /**
   * Writes all transactions that were taken in, and returns when all is on the disk.
   *
   * @param nextNamed the id that the next entity with an ident gets, at least: ids that stand in no
   *     datom any more are not given out again
   * @param nextEntity the id that the next other entity gets, at least
   */
  public void finish(long nextNamed, long nextEntity) {
    replay.finish(nextNamed, nextEntity);
  }
}

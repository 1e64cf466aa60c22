package dev.dfdb.backup.internal;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.replication.LogRecord;
import dev.dfdb.storage.Entry;
import org.jspecify.annotations.Nullable;

/** Reads the transactions of a part of the log. Used by one thread; to be closed. */
final class LogPartReader implements AutoCloseable {

  private final String file;
  private final PartReader part;
  private long next;

  /**
   * Opens a part.
   *
   * @param first the t of the first transaction in it
   * @throws Damage if it is no part of the log of this database
   */
  LogPartReader(String file, byte[] bytes, long identity, long first) throws Damage {
    this.file = file;
    this.part = new PartReader(file, bytes, PartKind.LOG, identity);
    this.next = first;
  }

  /**
   * The next transaction, or null at the end.
   *
   * @throws Damage if what comes next is not what was written
   */
  @Nullable
  LogRecord next() throws Damage {
    Entry entry = part.next();
    if (entry == null) {
      return null;
    }
    long t = t(entry);
    if (t != next) {
      throw new Damage(
          file, "transaction " + next, -1, "transaction " + t + " stands in its place");
    }
    next++;
    return new LogRecord(t, entry.value());
  }

  private long t(Entry entry) throws Damage {
    try {
      return new KeyReader(entry.key()).readId();
    } catch (CorruptionException e) {
      throw new Damage(file, "transaction " + next, -1, "its number can't be read");
    }
  }

  /** How much of the file was read: up to the end of a block. */
  int position() {
    return part.position();
  }

  /** The t of the transaction behind the last that was read. */
  long end() {
    return next;
  }

  @Override
  public void close() {
    part.close();
  }
}

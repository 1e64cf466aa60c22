package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the transactions of the log in their order, with one of them in memory at a time.
 * Belongs to one thread; must be closed.
 */
public final class LogCursor implements AutoCloseable {

  private final Cursor chunks;
  private final KeyReader reader = new KeyReader();
  private boolean left;

  /**
   * Stands before the first transaction.
   *
   * @param from the first t
   * @param to the t behind the last
   */
  public LogCursor(ReadView view, long from, long to) {
    DatomKeys keys = new DatomKeys();
    this.chunks =
        view.scan(KeyRange.closedOpen(keys.logOf(from), keys.logOf(to)), ScanOptions.FORWARD);
    try {
      this.left = chunks.next();
    } catch (RuntimeException | Error failure) {
      chunks.close();
      throw failure;
    }
  }

  /**
   * A transaction as the log has it.
   *
   * @param t its number
   * @param bytes all its chunks together
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Raw(long t, byte[] bytes) {}

  /** The next transaction, or null when there is none. */
  public TransactionLog.@Nullable Entry next() {
    Raw raw = nextRaw();
    return raw == null ? null : TransactionLog.decode(raw.t(), raw.bytes());
  }

  /** The next transaction without looking into it, or null when there is none. */
  @Nullable
  Raw nextRaw() {
    if (!left) {
      return null;
    }
    long t = t();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    do {
      bytes.writeBytes(chunks.value());
      left = chunks.next();
    } while (left && t() == t);
    return new Raw(t, bytes.toByteArray());
  }

  private long t() {
    byte[] key = chunks.key();
    int header = DatomKeys.HEADER_BYTES;
    return reader.reset(key, header, key.length - header).readId();
  }

  @Override
  public void close() {
    chunks.close();
  }
}

package dev.dfdb.replication;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.datom.Datom;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.internal.index.TransactionLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A transaction as it is recorded in the log. The bytes are those that docs/FORMAT.md describes for
 * the space {@code log}, all chunks together; they are not looked into until something is asked
 * for. Immutable as long as nobody changes the array.
 *
 * @param t the number of the transaction
 * @param bytes the record; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed on from one place to another, never compared
public record LogRecord(long t, byte[] bytes) {

  /**
   * The random number of the commit that wrote it.
   *
   * @throws CorruptionException if the bytes are no record
   */
  public long commit() {
    if (new KeyReader(bytes).readValue() instanceof Long commit) {
      return commit;
    }
    throw new CorruptionException("a transaction in the log is damaged", Map.of("t", t));
  }

  /**
   * The datoms, in their order.
   *
   * @throws CorruptionException if the bytes are no record
   */
  public List<Datom> datoms() {
    return entry().datoms();
  }

  /**
   * The time of the transaction.
   *
   * @throws CorruptionException if the bytes are no record
   */
  public Instant instant() {
    return entry().instant();
  }

  /**
   * How many datoms it has; says so without making them.
   *
   * @throws CorruptionException if the bytes are no record
   */
  public long count() {
    KeyReader reader = new KeyReader(bytes);
    reader.skipValue();
    long count = 0;
    while (!reader.atEnd()) {
      reader.skipRaw(1);
      reader.skipId();
      reader.skipId();
      reader.skipValue();
      count++;
    }
    return count;
  }

  /** The record, looked into. */
  TransactionLog.Entry entry() {
    return TransactionLog.decode(t, bytes);
  }
}

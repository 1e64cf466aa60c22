package dev.dfdb.backup.internal;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.replication.LogReader;
import dev.dfdb.replication.LogState;
import java.time.Instant;

/** A part of the log in the making. Used by one thread; to be closed. */
final class LogPart implements AutoCloseable {

  private final PartWriter writer;
  private final KeyWriter key = new KeyWriter(8);
  private final int partBytes;
  private final long first;
  private final Runnable goesOn;
  private long next;
  private long commit;
  private long datoms;
  private Instant instant = Instant.EPOCH;

  /**
   * Begins a part.
   *
   * @param first the first t
   * @param partBytes about how large it is to become
   * @param goesOn told of each transaction
   */
  LogPart(long identity, long first, int partBytes, Runnable goesOn) {
    this.goesOn = goesOn;
    this.partBytes = partBytes;
    this.writer = new PartWriter(PartKind.LOG, identity, partBytes);
    this.first = first;
    this.next = first;
  }

  /**
   * Takes in what the log has.
   *
   * @param last the last t, unless the part is large enough before
   */
  void read(LogReader log, LogState state, long last) {
    next = log.read(state, first, record -> {
      writer.add(key.reset().writeId(record.t()).toBytes(), record.bytes());
      goesOn.run();
      datoms += record.count();
      commit = record.commit();
      boolean isEnough = record.t() >= last || writer.size() >= partBytes;
      if (isEnough) {
        instant = record.instant();
      }
      return !isEnough;
    });
  }

  /** The last t. */
  long last() {
    return next - 1;
  }

  /** The commit of the last transaction. */
  long commit() {
    return commit;
  }

  /** The time of the last transaction. */
  Instant instant() {
    return instant;
  }

  /** How many datoms there are. */
  long datoms() {
    return datoms;
  }

  /** The part as a file. */
  Finished finish(String name) {
    byte[] bytes = writer.finish();
    String sum = Digests.sha256(bytes);
    return new Finished(
        new Part(
            PartKind.LOG, name, first, last(), datoms, bytes.length, sum, writer.content(), null),
        bytes);
  }

  @Override
  public void close() {
    writer.close();
  }
}

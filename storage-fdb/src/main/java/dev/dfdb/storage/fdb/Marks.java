package dev.dfdb.storage.fdb;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What commits are known by. A writer, which is one call at a time of one storage, writes the
 * number of its commit under its own key with each: when the outcome of one is unknown, it reads
 * there which was its last. Safe from any thread.
 */
final class Marks {

  private final byte[] storage = new byte[16];
  private final AtomicInteger writers = new AtomicInteger();
  private final Queue<Writer> idle = new ConcurrentLinkedQueue<>();
  private final Keyspace keyspace;

  Marks(Keyspace keyspace) {
    this.keyspace = keyspace;
    new SecureRandom().nextBytes(storage);
  }

  /** A writer that nobody else uses until it is given back. */
  Writer take() {
    Writer writer = idle.poll();
    return writer == null ? new Writer(writers.getAndIncrement()) : writer;
  }

  void giveBack(Writer writer) {
    idle.add(writer);
  }

  /** Whether anything was ever written. */
  boolean areUsed() {
    return writers.get() > 0;
  }

  /** Where the marks of this storage begin. */
  byte[] begin() {
    return keyspace.mark(storage);
  }

  /** Where they end. */
  byte[] end() {
    byte[] end = keyspace.mark(storage);
    return Arrays.copyOf(
        ByteBuffer.allocate(end.length + 5).put(end).put((byte) 0xFF).array(), end.length + 1);
  }

  /** One who writes. */
  final class Writer {

    private final byte[] key;
    private long commits;

    private Writer(int number) {
      byte[] name =
          ByteBuffer.allocate(storage.length + 4).put(storage).putInt(number).array();
      this.key = keyspace.mark(name);
    }

    /** Goes on to the next commit. */
    void next() {
      commits++;
    }

    /** The key of its mark. */
    byte[] key() {
      return key;
    }

    /**
     * What it writes with its present commit.
     *
     * @param version a version of the cluster shortly before, by which marks of processes that are
     *     gone are known, whatever the clocks of machines say
     */
    byte[] value(long version) {
      return ByteBuffer.allocate(16).putLong(commits).putLong(version).array();
    }

    /** Whether a mark is that of its present commit. */
    boolean isPresent(byte[] mark) {
      return ByteBuffer.wrap(mark).getLong() == commits;
    }
  }

  /** The version shortly before a mark was written. */
  static long version(byte[] mark) {
    return ByteBuffer.wrap(mark).getLong(8);
  }
}

package dev.dfdb.events.internal;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;

/**
 * Messages of a stream that stand one after the other in the stream and among all messages too. The
 * index of a stream is its runs: one entry for many messages where they were appended together or
 * no other stream came between.
 *
 * @param position of the first in the stream
 * @param global position of the first among all
 * @param count how many they are
 */
record Run(long position, long global, long count) {

  byte[] encode() {
    return new KeyWriter(16).writeId(global).writeId(count).toBytes();
  }

  static Run decode(long position, byte[] value) {
    KeyReader reader = new KeyReader(value);
    return new Run(position, reader.readId(), reader.readId());
  }

  /** The position behind the last. */
  long end() {
    return position + count;
  }

  /** The global position behind the last. */
  long globalEnd() {
    return global + count;
  }

  /** With some more messages. */
  Run longer(long more) {
    return new Run(position, global, count + more);
  }

  /** What of it lies between two positions: from the first, up to before the second. */
  Run within(long from, long to) {
    long first = Math.max(position, from);
    return new Run(first, global + (first - position), Math.min(end(), to) - first);
  }
}

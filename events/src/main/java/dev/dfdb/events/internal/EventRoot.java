package dev.dfdb.events.internal;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.CorruptionException;
import java.util.Map;

/**
 * The state of the streams of a database in one value: every commit is guarded on it and replaces
 * it.
 *
 * @param next the global position of the next message
 * @param time of the last commit, in microseconds since 1970
 * @param commit a random number, so that no two are alike
 */
record EventRoot(long next, long time, long commit) {

  private static final int FORMAT = 1;

  static EventRoot first(long commit) {
    return new EventRoot(1, 0, commit);
  }

  byte[] encode() {
    return new KeyWriter(32)
        .writeByte(FORMAT)
        .writeId(next)
        .writeId(time)
        .writeValue(commit)
        .toBytes();
  }

  static EventRoot decode(byte[] bytes) {
    KeyReader reader = new KeyReader(bytes);
    int format = reader.readByte();
    if (format != FORMAT) {
      throw new CorruptionException(
          "the event streams have a format this version of dfdb can't read",
          Map.of("format", format, "readable", FORMAT));
    }
    return new EventRoot(reader.readId(), reader.readId(), reader.readLong());
  }
}

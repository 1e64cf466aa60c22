package dev.dfdb.events.internal;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a category holds.
 *
 * @param messages how many
 * @param streams how many
 */
record Counts(long messages, long streams) {

  static final Counts NONE = new Counts(0, 0);

  byte[] encode() {
    return new KeyWriter(16).writeId(messages).writeId(streams).toBytes();
  }

  static Counts decode(byte @Nullable [] value) {
    if (value == null) {
      return NONE;
    }
    KeyReader reader = new KeyReader(value);
    return new Counts(reader.readId(), reader.readId());
  }

  Counts plus(long moreMessages, long moreStreams) {
    return new Counts(messages + moreMessages, streams + moreStreams);
  }
}

package dev.dfdb.events.internal;

import dev.dfdb.error.LimitExceededException;
import dev.dfdb.events.Appended;
import dev.dfdb.events.NewMessage;
import dev.dfdb.events.StreamName;
import dev.dfdb.events.VersionConflictException;
import dev.dfdb.storage.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/** Messages that are to be appended to a stream, encoded by the thread that appends them. */
public final class AppendTask extends Task<Appended> {

  /** What else a batch holds, and what is counted for keys. */
  private static final long RESERVE = 8_192;

  private static final long KEY_BYTES = 512;

  private final String stream;
  private final String category;
  private final byte[][] values;
  private final OptionalLong expected;
  private final long size;

  /**
   * Encodes them.
   *
   * @throws dev.dfdb.events.EventException if a name can't be one
   * @throws LimitExceededException if they are too large for the storage
   */
  public AppendTask(
      String stream, List<NewMessage> messages, OptionalLong expected, Limits limits) {
    this.stream = Names.checkStream(stream);
    this.category = new StreamName(stream).category();
    this.expected = expected;
    byte[] suffix = stream.substring(category.length()).getBytes(StandardCharsets.UTF_8);
    this.values = new byte[messages.size()][];
    long bytes = 0;
    for (int i = 0; i < values.length; i++) {
      NewMessage message = messages.get(i);
      values[i] = MessageBytes.of(message, suffix, Names.type(message.type()));
      if (values[i].length > limits.maxValueBytes()) {
        throw new LimitExceededException(
            "max-value-bytes", limits.maxValueBytes(), values[i].length);
      }
      bytes += values[i].length + category.length() * 2L + 16;
    }
    this.size = bytes + KEY_BYTES;
    if (bytes + RESERVE > limits.maxBatchBytes()) {
      throw new LimitExceededException("max-batch-bytes", limits.maxBatchBytes(), bytes + RESERVE);
    }
  }

  @Override
  long size() {
    return size;
  }

  @Override
  Appended addTo(Staging staging) {
    long version = staging.version(stream);
    if (expected.isPresent() && expected.getAsLong() != version) {
      throw new VersionConflictException(stream, expected.getAsLong(), version);
    }
    if (values.length == 0) {
      return new Appended(version + 1, staging.next(), 0);
    }
    return staging.append(stream, category, values);
  }
}

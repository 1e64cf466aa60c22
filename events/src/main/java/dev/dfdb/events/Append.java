package dev.dfdb.events;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Messages that are to be appended to a stream, all or none.
 *
 * @param stream its name
 * @param messages in their order
 * @param expectedVersion the version that the stream must have: the position of its last message,
 *     -1 if it must have none; empty for any
 */
public record Append(String stream, List<NewMessage> messages, OptionalLong expectedVersion) {

  /** Copies the list. */
  public Append {
    Objects.requireNonNull(stream, "stream");
    messages = List.copyOf(messages);
  }

  /** To a stream of whatever version. */
  public static Append to(String stream, NewMessage... messages) {
    return new Append(stream, List.of(messages), OptionalLong.empty());
  }

  /** To a stream of this version alone. */
  public Append expecting(long version) {
    return new Append(stream, messages, OptionalLong.of(version));
  }
}

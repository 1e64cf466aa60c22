package dev.dfdb.events;

import java.util.Objects;
import java.util.UUID;

/**
 * A message that is to be appended.
 *
 * @param id a UUID; of version 7, made of the time, if the caller has none of its own. It is not
 *     checked whether another message has it
 * @param type what happened, such as {@code Deposited}; 1 to 255 bytes in UTF-8
 * @param data what is said of it
 * @param metadata what is said of the message, or {@link Json#NULL}; {@code correlationStreamName}
 *     in it is what categories are filtered by
 */
public record NewMessage(UUID id, String type, Json data, Json metadata) {

  /** Checks that nothing is missing. */
  public NewMessage {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(metadata, "metadata");
  }

  /** A message with a new id and without metadata. */
  public static NewMessage of(String type, Json data) {
    return new NewMessage(MessageIds.next(), type, data, Json.NULL);
  }

  /** A message with a new id. */
  public static NewMessage of(String type, Json data, Json metadata) {
    return new NewMessage(MessageIds.next(), type, data, metadata);
  }

  /**
   * A message of JSON text, with a new id and without metadata.
   *
   * @throws IllegalArgumentException if the text is not one JSON value
   */
  public static NewMessage of(String type, String data) {
    return of(type, Json.of(data));
  }
}

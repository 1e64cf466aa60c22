package dev.dfdb.events.internal;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.events.Json;
import dev.dfdb.events.Message;
import dev.dfdb.events.NewMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/**
 * A message as it is stored: format, position in the stream (7 bytes), time in microseconds since
 * 1970 (8), id (16), the stream's name behind the category (2 for the length, UTF-8), type (1 and
 * UTF-8), data (4 and the text), and the metadata in what is left, none for null. Where it stands
 * is known only when it is committed, and is put in then.
 */
final class MessageBytes {

  private static final byte FORMAT = 1;
  private static final int POSITION = 0;
  private static final int TIME = 8;
  private static final int ID = 16;
  private static final int SUFFIX = 32;
  private static final int FIXED_BYTES = 32 + 2 + 1 + 4;
  private static final long MICROS = 1_000_000;

  private MessageBytes() {}

  /** Everything of a message but its place. */
  static byte[] of(NewMessage message, byte[] suffix, byte[] type) {
    boolean hasMetadata = !message.metadata().isNull();
    int data = message.data().size();
    int metadata = hasMetadata ? message.metadata().size() : 0;
    byte[] bytes = new byte[FIXED_BYTES + suffix.length + type.length + data + metadata];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.position(ID);
    buffer.putLong(message.id().getMostSignificantBits());
    buffer.putLong(message.id().getLeastSignificantBits());
    buffer.putShort((short) suffix.length).put(suffix);
    buffer.put((byte) type.length).put(type);
    buffer.putInt(data);
    message.data().copyTo(bytes, buffer.position());
    if (hasMetadata) {
      message.metadata().copyTo(bytes, buffer.position() + data);
    }
    return bytes;
  }

  /** Puts the place of a message in. */
  static void place(byte[] bytes, long position, long micros) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.putLong(POSITION, (FORMAT & 0xFFL) << 56 | position);
    buffer.putLong(TIME, micros);
  }

  static long micros(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1_000);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  /** The name of the stream of a message. */
  static String stream(String category, byte[] bytes) {
    int length = ByteBuffer.wrap(bytes).getShort(SUFFIX) & 0xFFFF;
    return length == 0
        ? category
        : category.concat(new String(bytes, SUFFIX + 2, length, StandardCharsets.UTF_8));
  }

  /** Where the type begins. */
  private static int type(byte[] bytes) {
    return SUFFIX + 2 + (ByteBuffer.wrap(bytes).getShort(SUFFIX) & 0xFFFF);
  }

  /** The metadata of a message. */
  static Json metadata(byte[] bytes) {
    int type = type(bytes);
    int data = type + 1 + (bytes[type] & 0xFF);
    int metadata = data + 4 + ByteBuffer.wrap(bytes).getInt(data);
    return metadata == bytes.length
        ? Json.NULL
        : Json.trusted(Arrays.copyOfRange(bytes, metadata, bytes.length));
  }

  /** The message. */
  static Message read(String stream, long global, byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      long placed = buffer.getLong(POSITION);
      if (placed >>> 56 != FORMAT) {
        throw damaged(stream, global);
      }
      int type = type(bytes);
      int typeLength = bytes[type] & 0xFF;
      int data = type + 1 + typeLength;
      int dataLength = buffer.getInt(data);
      int metadata = data + 4 + dataLength;
      return new Message(
          new UUID(buffer.getLong(ID), buffer.getLong(ID + 8)),
          stream,
          new String(bytes, type + 1, typeLength, StandardCharsets.UTF_8),
          placed & ((1L << 56) - 1),
          global,
          Json.trusted(Arrays.copyOfRange(bytes, data + 4, metadata)),
          metadata == bytes.length
              ? Json.NULL
              : Json.trusted(Arrays.copyOfRange(bytes, metadata, bytes.length)),
          instant(buffer.getLong(TIME)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged(stream, global);
    }
  }

  private static CorruptionException damaged(String stream, long global) {
    return new CorruptionException(
        "a message is damaged", Map.of("stream", stream, "global position", global));
  }
}

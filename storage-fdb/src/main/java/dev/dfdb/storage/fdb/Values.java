package dev.dfdb.storage.fdb;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * How values stand in the cluster, where none is longer than 100,000 bytes. One byte comes first:
 * 0, and the value follows; 1, and its length and two checksums follow, as it is in chunks
 * elsewhere. Who watches the place of a value sees by them that the chunks have changed.
 */
final class Values {

  /** The longest value that stands in one place. */
  static final int MAX_WHOLE_BYTES = 99_999;

  private static final int CHUNK_BYTES = 90_000;
  private static final byte WHOLE = 0;
  private static final byte CHUNKED = 1;

  private Values() {}

  static boolean isLong(byte[] value) {
    return value.length > MAX_WHOLE_BYTES;
  }

  /** What stands in the place of a value. */
  static byte[] stored(byte[] value) {
    if (isLong(value)) {
      return ByteBuffer.allocate(13)
          .put(CHUNKED)
          .putInt(value.length)
          .putInt(checksum(new CRC32(), value))
          .putInt(checksum(new CRC32C(), value))
          .array();
    }
    byte[] stored = new byte[value.length + 1];
    stored[0] = WHOLE;
    System.arraycopy(value, 0, stored, 1, value.length);
    return stored;
  }

  private static int checksum(Checksum sum, byte[] value) {
    sum.update(value);
    return (int) sum.getValue();
  }

  /** Whether the value is elsewhere. */
  static boolean isChunked(byte[] stored) {
    return stored[0] == CHUNKED;
  }

  /** A value that stands in its place. */
  static byte[] whole(byte[] stored) {
    return Arrays.copyOfRange(stored, 1, stored.length);
  }

  /** The length of a value. */
  static int length(byte[] stored) {
    return isChunked(stored) ? ByteBuffer.wrap(stored).getInt(1) : stored.length - 1;
  }

  /** How many chunks a long value has. */
  static int chunks(int length) {
    return (length + CHUNK_BYTES - 1) / CHUNK_BYTES;
  }

  /** One of its chunks. */
  static byte[] chunk(byte[] value, int number) {
    int from = number * CHUNK_BYTES;
    return Arrays.copyOfRange(value, from, Math.min(value.length, from + CHUNK_BYTES));
  }
}

package dev.dfdb.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Short ways to write the byte strings of a test. */
final class Bytes {

  /** The empty byte string. */
  static final byte[] EMPTY = {};

  private Bytes() {}

  /** The bytes given as numbers from 0 to 255. */
  static byte[] of(int... unsigned) {
    byte[] bytes = new byte[unsigned.length];
    for (int i = 0; i < unsigned.length; i++) {
      bytes[i] = (byte) unsigned[i];
    }
    return bytes;
  }

  /** The bytes of a text. */
  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Eight bytes that sort as the numbers do, from 0 up. */
  static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** The number that {@link #number(long)} turned into bytes. */
  static long number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  /** The bytes a hexadecimal text stands for. */
  static byte[] parse(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** For messages. */
  static String hex(byte @Nullable [] bytes) {
    return bytes == null ? "absent" : "0x" + HexFormat.of().formatHex(bytes);
  }
}

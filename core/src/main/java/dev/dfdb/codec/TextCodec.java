package dev.dfdb.codec;

import dev.dfdb.error.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Texts as UTF-8 and bytes as they are, ended by 0x00; a 0x00 or 0x01 inside is escaped. UTF-8
 * sorts by code points as it stands, and so does this.
 */
final class TextCodec {

  private static final int FIRST_PLAIN = 2;

  private TextCodec() {}

  /** Writes a text and its end. */
  static void write(KeyWriter out, String text) {
    int length = text.length();
    byte[] bytes = out.ensure(length + 1L);
    int at = out.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || c < FIRST_PLAIN) {
        out.advanceTo(at);
        writeAny(out, text, i);
        return;
      }
      bytes[at++] = (byte) c;
    }
    bytes[at++] = Codes.TEXT_END;
    out.advanceTo(at);
  }

  private static void writeAny(KeyWriter out, String text, int from) {
    int length = text.length();
    byte[] bytes = out.ensure(3L * (length - from) + 1);
    int at = out.length();
    for (int i = from; i < length; i++) {
      char c = text.charAt(i);
      if (c < FIRST_PLAIN) {
        bytes[at++] = Codes.ESCAPE;
        bytes[at++] = (byte) (c + Codes.ESCAPED_00);
      } else if (c < 0x80) {
        bytes[at++] = (byte) c;
      } else if (c < 0x800) {
        bytes[at++] = (byte) (0xC0 | (c >> 6));
        bytes[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        bytes[at++] = (byte) (0xE0 | (c >> 12));
        bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[at++] = (byte) (0x80 | (c & 0x3F));
      } else {
        int point = pair(text, i++);
        bytes[at++] = (byte) (0xF0 | (point >> 18));
        bytes[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        bytes[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[at++] = (byte) (0x80 | (point & 0x3F));
      }
    }
    bytes[at++] = Codes.TEXT_END;
    out.advanceTo(at);
  }

  private static int pair(String text, int at) {
    int point = text.codePointAt(at);
    if (!Character.isSupplementaryCodePoint(point)) {
      throw new InvalidValueException(
          "a text has an unpaired surrogate, which is no character",
          Map.of("index", at, "unit", String.format("U+%04X", point), "length", text.length()));
    }
    return point;
  }

  /** Writes bytes and their end. */
  static void writeBytes(KeyWriter out, byte[] value) {
    byte[] bytes = out.ensure(2L * value.length + 1);
    int at = out.length();
    for (byte b : value) {
      if (b == 0 || b == 1) {
        bytes[at++] = Codes.ESCAPE;
        bytes[at++] = (byte) (b + Codes.ESCAPED_00);
      } else {
        bytes[at++] = b;
      }
    }
    bytes[at++] = Codes.TEXT_END;
    out.advanceTo(at);
  }

  /** Reads a text and goes past its end. */
  static String read(KeyReader in) {
    byte[] bytes = in.bytes();
    int from = in.index();
    int limit = in.endIndex();
    int at = from;
    while (at < limit && bytes[at] >= FIRST_PLAIN) {
      at++;
    }
    if (at < limit && bytes[at] == Codes.TEXT_END) {
      in.moveTo(at + 1);
      return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
    }
    byte[] plain = readBytes(in);
    return Utf8.decode(plain, in);
  }

  /** Reads bytes and goes past their end. */
  static byte[] readBytes(KeyReader in) {
    byte[] bytes = in.bytes();
    int from = in.index();
    int to = end(bytes, from, in.endIndex());
    if (to < 0) {
      throw in.cutShort();
    }
    byte[] plain = new byte[to - 1 - from];
    int count = 0;
    for (int i = from; i < to - 1; i++) {
      byte b = bytes[i];
      if (b == Codes.ESCAPE) {
        int escaped = bytes[++i];
        if (escaped != Codes.ESCAPED_00 && escaped != Codes.ESCAPED_01) {
          throw in.corrupt("a text or byte array has an unknown escape");
        }
        b = (byte) (escaped - Codes.ESCAPED_00);
      }
      plain[count++] = b;
    }
    in.moveTo(to);
    return count == plain.length ? plain : Arrays.copyOf(plain, count);
  }

  /** The index after the end of the text that starts at {@code from}, or -1 if that is cut off. */
  static int end(byte[] bytes, int from, int limit) {
    for (int i = from; i < limit; i++) {
      if (bytes[i] == Codes.TEXT_END) {
        return i + 1;
      }
    }
    return -1;
  }
}

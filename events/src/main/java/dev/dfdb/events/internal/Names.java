package dev.dfdb.events.internal;

import dev.dfdb.events.EventException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Names of streams, categories, consumers and types, checked. */
public final class Names {

  /** The longest name: with every byte of it escaped, a key still has room for it. */
  public static final int MAX_BYTES = 400;

  private static final int MAX_TYPE_BYTES = 255;

  private Names() {}

  /**
   * The name of a stream, a category or a consumer.
   *
   * @throws EventException if it can't be one
   */
  public static String check(String what, String name) {
    utf8(what, name, MAX_BYTES);
    return name;
  }

  /**
   * The name of a stream, which begins with its category.
   *
   * @throws EventException if it can't be one
   */
  public static String checkStream(String name) {
    if (name.startsWith("-")) {
      throw new EventException(
          "the name of a stream begins with its category", Map.of("stream", name));
    }
    return check("stream", name);
  }

  /**
   * The name of a category.
   *
   * @throws EventException if it can't be one
   */
  public static String checkCategory(String what, String name) {
    if (name.indexOf('-') >= 0) {
      throw new EventException(
          "a category is needed, and what has a hyphen is a stream", Map.of(what, name));
    }
    return check(what, name);
  }

  static byte[] type(String type) {
    return utf8("type", type, MAX_TYPE_BYTES);
  }

  private static byte[] utf8(String what, String text, int most) {
    if (text.isEmpty()) {
      throw new EventException("a name has at least one character", Map.of("what", what));
    }
    if (isAscii(text) && text.length() <= most) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      if (bytes.length > most) {
        throw new EventException(
            "a name is too long", Map.of("what", what, "UTF-8 bytes", bytes.length, "most", most));
      }
      return bytes;
    } catch (CharacterCodingException unpaired) {
      throw new EventException(
          "a name is no text: it has half of a surrogate pair", Map.of("what", what));
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }
}

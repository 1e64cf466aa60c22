package dev.dfdb.codec;

/**
 * Strict UTF-8. The JDK's decoder puts a replacement character where bytes are wrong; here they are
 * an error: overlong forms, surrogates and numbers past U+10FFFF too, so that every text has one
 * encoding.
 */
final class Utf8 {

  private Utf8() {}

  static String decode(byte[] bytes, KeyReader in) {
    char[] chars = new char[bytes.length];
    int count = 0;
    int i = 0;
    while (i < bytes.length) {
      int b = bytes[i++];
      if (b >= 0) {
        chars[count++] = (char) b;
        continue;
      }
      int following = b >= (byte) 0xF0 ? 3 : b >= (byte) 0xE0 ? 2 : 1;
      int point = b & (0x3F >>> following);
      if (b < (byte) 0xC2 || b > (byte) 0xF4 || following > bytes.length - i) {
        throw malformed(in);
      }
      for (int end = i + following; i < end; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
          throw malformed(in);
        }
        point = (point << 6) | (bytes[i] & 0x3F);
      }
      // The least number that needs so many bytes: 0x80, 0x800, 0x10000.
      boolean overlong = following > 1 && point < 1 << (5 * following + 1);
      if (overlong || point > Character.MAX_CODE_POINT || isSurrogate(point)) {
        throw malformed(in);
      }
      count += Character.toChars(point, chars, count);
    }
    return new String(chars, 0, count);
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static RuntimeException malformed(KeyReader in) {
    return in.corrupt("a text is not UTF-8");
  }
}

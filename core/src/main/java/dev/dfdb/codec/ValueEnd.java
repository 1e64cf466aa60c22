package dev.dfdb.codec;

import org.jspecify.annotations.Nullable;

/** Finds where an encoded value ends without decoding it, and without recursion. */
final class ValueEnd {

  private static final int INSTANT_LENGTH = 1 + 8 + 4;
  private static final int UUID_LENGTH = 1 + 16;

  private ValueEnd() {}

  /**
   * The index after a value, or -1 if it does not end before {@code limit}.
   *
   * @param in whose error is thrown if the bytes are no beginning of a value
   */
  static int find(byte[] bytes, int from, int limit, KeyReader in) {
    int at = from;
    int depth = 0;
    do {
      if (at >= limit) {
        return -1;
      }
      int code = bytes[at] & 0xFF;
      if (code == Codes.END && depth > 0) {
        depth--;
        at++;
        continue;
      }
      @Nullable ValueType type = ValueType.ofCode(code);
      if (type == null) {
        throw in.corrupt("no value starts with this byte");
      }
      if (type.compareTo(ValueType.LIST) >= 0) {
        if (++depth > Values.MAX_DEPTH) {
          throw in.corrupt("a value is nested too deep");
        }
        at++;
      } else {
        at = leaf(type, bytes, at, limit);
        if (at < 0 || at > limit) {
          return -1;
        }
      }
    } while (depth > 0);
    return at;
  }

  private static int leaf(ValueType type, byte[] bytes, int at, int limit) {
    return switch (type) {
      case NUMBER -> number(bytes, at, limit);
      case STRING, URI, BYTES -> TextCodec.end(bytes, at + 1, limit);
      case KEYWORD, SYMBOL -> {
        int nameFrom = TextCodec.end(bytes, at + 1, limit);
        yield nameFrom < 0 ? -1 : TextCodec.end(bytes, nameFrom, limit);
      }
      case INSTANT -> at + INSTANT_LENGTH;
      case UUID -> at + UUID_LENGTH;
      default -> at + 1;
    };
  }

  private static int number(byte[] bytes, int at, int limit) {
    int code = bytes[at];
    int flip = NumberWriter.flip(code < Codes.ZERO);
    int more = flip == 0 ? Codes.MORE_ABOVE : Codes.MORE_BELOW;
    return switch (code) {
      case Codes.ZERO, Codes.NAN, Codes.NEGATIVE_INFINITY, Codes.POSITIVE_INFINITY ->
        tag(bytes, at + 1, limit);
      case Codes.NEGATIVE_HUGE, Codes.POSITIVE_HUGE, Codes.NEGATIVE_TINY, Codes.POSITIVE_TINY ->
        scientific(bytes, at + 1, limit, flip);
      case Codes.NEGATIVE_FRACTION,
          Codes.POSITIVE_FRACTION,
          Codes.NEGATIVE_LARGE,
          Codes.POSITIVE_LARGE ->
        at + 9 < limit && bytes[at + 9] == more
            ? scientific(bytes, at + 10, limit, flip)
            : tag(bytes, at + 9, limit);
      default -> {
        int tail = at + Math.abs(code - Codes.ZERO) - 1;
        if (tail >= limit || bytes[tail] != more) {
          yield tag(bytes, tail, limit);
        }
        tail += 8;
        yield tail < limit && bytes[tail] == more
            ? digits(bytes, tail + 1, limit, flip)
            : tag(bytes, tail, limit);
      }
    };
  }

  private static int scientific(byte[] bytes, int at, int limit, int flip) {
    return at >= limit
        ? -1
        : digits(bytes, at + 1 + OrderedInt.following((bytes[at] & 0xFF) ^ flip), limit, flip);
  }

  private static int digits(byte[] bytes, int at, int limit, int flip) {
    int end = Digits.end(bytes, at, limit, flip);
    return end < 0 ? -1 : tag(bytes, end, limit);
  }

  private static int tag(byte[] bytes, int at, int limit) {
    if (at >= limit) {
      return -1;
    }
    int tag = bytes[at];
    int next = at + 1;
    if (tag == Codes.TAG_DECIMAL || tag == Codes.TAG_DECIMAL_PADDED) {
      if (next >= limit) {
        return -1;
      }
      next += 1 + OrderedInt.following(bytes[next] & 0xFF);
    }
    return tag == Codes.TAG_DECIMAL_PADDED || tag == Codes.TAG_BIG_INTEGER_PADDED
        ? TextCodec.end(bytes, next, limit)
        : next;
  }
}

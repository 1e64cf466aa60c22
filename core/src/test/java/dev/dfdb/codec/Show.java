package dev.dfdb.codec;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Values and their encodings for the messages of failing tests. */
final class Show {

  private Show() {}

  static String pair(@Nullable Object left, @Nullable Object right) {
    return value(left) + " and " + value(right);
  }

  static String value(@Nullable Object value) {
    String shown =
        value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    String type = value == null ? "nil" : value.getClass().getSimpleName();
    return type + " " + shown + " <" + hex(value) + ">";
  }

  static String hex(@Nullable Object value) {
    return HexFormat.of().formatHex(new KeyWriter().writeValue(value).toBytes());
  }
}

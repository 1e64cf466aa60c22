package dev.dfdb.exchange.mapping;

import dev.dfdb.edn.Keyword;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the values of a column are. */
public enum ColumnType {
  /** Text as it stands. */
  STRING("text"),
  /** {@code true} or {@code false}; where the type is given, yes, no, 1 and 0 as well. */
  BOOLEAN("true or false"),
  /** A whole number of 64 bits. */
  LONG("a whole number of 64 bits, such as 42"),
  /** A whole number of any size. */
  BIGINT("a whole number, such as 42"),
  /** A floating-point number of 32 bits. */
  FLOAT("a number, such as 1.5"),
  /** A floating-point number of 64 bits. */
  DOUBLE("a number, such as 1.5"),
  /** A decimal number with all its digits. */
  BIGDEC("a decimal number, such as 1.50"),
  /** A point in time: ISO 8601, or as the column's format says. */
  INSTANT("a time, such as 2026-01-31T23:59:59Z"),
  /** A UUID. */
  UUID("a UUID of the form 8-4-4-4-12 hexadecimal digits"),
  /** A URI. */
  URI("a URI"),
  /** A keyword, with or without its colon. */
  KEYWORD("a keyword, such as :color/red"),
  /** A symbol. */
  SYMBOL("a symbol"),
  /** Bytes in Base64. */
  BYTES("bytes in Base64"),
  /** Another entity. */
  REF("an entity"),
  /** Any value, in EDN; in JSON, what stands there. For tuples, collections and mixed columns. */
  EDN("a value in EDN");

  private final String expected;

  ColumnType(String expected) {
    this.expected = expected;
  }

  /** What a value of it looks like, for messages. */
  public String expected() {
    return expected;
  }

  /** Whether its values are numbers. */
  public boolean isNumber() {
    return switch (this) {
      case LONG, BIGINT, FLOAT, DOUBLE, BIGDEC -> true;
      default -> false;
    };
  }

  /** The {@code :db/valueType} of its attribute, or null if that takes any value. */
  public @Nullable Keyword valueType() {
    return this == EDN ? null : Keyword.of("db.type", name().toLowerCase(Locale.ROOT));
  }

  /**
   * The type of a name such as {@code long}, {@code :long} or {@code :db.type/long}.
   *
   * @throws MappingException if there is none
   */
  public static ColumnType named(Object name) {
    String text = String.valueOf(name).replaceFirst("^:?(db\\.type/)?", "");
    for (ColumnType type : values()) {
      if (type.name().equalsIgnoreCase(text)) {
        return type;
      }
    }
    if (text.equals("tuple") || text.equals("any")) {
      return EDN;
    }
    throw MappingException.of(
        "there is no such type", "type", name, "known", Arrays.toString(values()));
  }
}

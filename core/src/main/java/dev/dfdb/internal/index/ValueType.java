package dev.dfdb.internal.index;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The types a declared attribute can have. */
public enum ValueType {
  STRING(30, String.class),
  BOOLEAN(31, Boolean.class),
  LONG(32, Long.class),
  BIGINT(33, BigInteger.class),
  FLOAT(34, Float.class),
  DOUBLE(35, Double.class),
  BIGDEC(36, BigDecimal.class),
  INSTANT(37, Instant.class),
  UUID(38, UUID.class),
  URI(39, URI.class),
  KEYWORD(40, Keyword.class),
  SYMBOL(41, Symbol.class),
  REF(42, Long.class),
  BYTES(43, byte[].class),
  TUPLE(44, List.class);

  private final long id;
  private final Class<?> javaType;

  ValueType(long id, Class<?> javaType) {
    this.id = id;
    this.javaType = javaType;
  }

  /** The type that a built-in entity stands for, or null. */
  public static @Nullable ValueType ofId(Object id) {
    for (ValueType type : values()) {
      if (id.equals(type.id)) {
        return type;
      }
    }
    return null;
  }

  /** The type that an ident names, or null. */
  public static @Nullable ValueType named(@Nullable Object ident) {
    for (ValueType type : values()) {
      if (type.ident().equals(ident)) {
        return type;
      }
    }
    return null;
  }

  /** The built-in entity that stands for the type. */
  public long id() {
    return id;
  }

  /** The ident that names the type in a schema, such as {@code :db.type/string}. */
  public Keyword ident() {
    return Keyword.of("db.type", name().toLowerCase(Locale.ROOT));
  }

  /** Whether a value in its canonical Java type is of this type as it is. */
  public boolean holds(Object value) {
    return javaType.isInstance(value);
  }

  /**
   * The value as this type holds it: itself, or widened where nothing can be lost (long to bigint
   * or bigdec, float to double, bigint to bigdec).
   *
   * @param value a value in its canonical Java type
   * @return null where the value is not of this type
   */
  public @Nullable Object conform(Object value) {
    if (holds(value)) {
      return value;
    }
    return switch (this) {
      case BIGINT -> value instanceof Long number ? BigInteger.valueOf(number) : null;
      case DOUBLE -> value instanceof Float number ? (Object) number.doubleValue() : null;
      case BIGDEC ->
        value instanceof Long number
            ? BigDecimal.valueOf(number)
            : value instanceof BigInteger integer ? new BigDecimal(integer) : null;
      default -> null;
    };
  }
}

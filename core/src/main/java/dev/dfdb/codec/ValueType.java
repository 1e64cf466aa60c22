package dev.dfdb.codec;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of values, in the order in which values of different kinds sort. All numbers are one
 * kind: they sort by what they amount to, not by their Java type.
 */
public enum ValueType {
  /** Nothing: {@code null}. */
  NIL(Codes.NIL, Codes.NIL),
  /** {@link Boolean}, false first. */
  BOOLEAN(Codes.FALSE, Codes.TRUE),
  /** {@link Long}, BigInteger, {@link Float}, {@link Double} and BigDecimal. */
  NUMBER(Codes.NEGATIVE_INFINITY, Codes.NAN),
  /** {@link String}, by code points. */
  STRING(Codes.STRING, Codes.STRING),
  /** {@link dev.dfdb.edn.Keyword}. */
  KEYWORD(Codes.KEYWORD, Codes.KEYWORD),
  /** {@link dev.dfdb.edn.Symbol}. */
  SYMBOL(Codes.SYMBOL, Codes.SYMBOL),
  /** {@link java.time.Instant}. */
  INSTANT(Codes.INSTANT, Codes.INSTANT),
  /** {@link java.util.UUID}, as 16 unsigned bytes. */
  UUID(Codes.UUID, Codes.UUID),
  /** {@link java.net.URI}, by the code points of its text. */
  URI(Codes.URI, Codes.URI),
  /** {@code byte[]}, as unsigned bytes. */
  BYTES(Codes.BYTES, Codes.BYTES),
  /** {@link java.util.List}: a tuple. */
  LIST(Codes.LIST, Codes.LIST),
  /** {@link java.util.Map}. */
  MAP(Codes.MAP, Codes.MAP),
  /** {@link java.util.Set}. */
  SET(Codes.SET, Codes.SET);

  private static final @Nullable ValueType[] BY_CODE = new ValueType[256];

  static {
    for (ValueType type : values()) {
      for (int code = type.firstCode; code <= type.lastCode; code++) {
        BY_CODE[code] = type;
      }
    }
  }

  private final int firstCode;
  private final int lastCode;

  ValueType(int firstCode, int lastCode) {
    this.firstCode = firstCode;
    this.lastCode = lastCode;
  }

  /** The lowest first byte of an encoded value of this type, 0..254. */
  public int firstCode() {
    return firstCode;
  }

  /** The highest first byte of an encoded value of this type, 0..254. */
  public int lastCode() {
    return lastCode;
  }

  /** The type an encoded value starting with this byte has, or null if none starts so. */
  static @Nullable ValueType ofCode(int code) {
    return BY_CODE[code];
  }
}

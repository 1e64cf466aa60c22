package dev.dfdb.codec;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes values by their Java type, the most frequent in datoms asked for first. */
final class ValueWriter {

  private ValueWriter() {}

  /**
   * Writes a value.
   *
   * @param depth in how many lists, maps and sets it stands
   */
  static void write(KeyWriter out, @Nullable Object value, int depth) {
    if (value instanceof Long number) {
      NumberWriter.writeLong(out, number);
    } else if (value instanceof String text) {
      out.writeByte(Codes.STRING);
      TextCodec.write(out, text);
    } else if (value instanceof Keyword keyword) {
      writeName(out, Codes.KEYWORD, keyword.namespace(), keyword.name());
    } else if (value instanceof Instant instant) {
      writeInstant(out, instant);
    } else if (value instanceof Boolean flag) {
      out.writeByte(flag ? Codes.TRUE : Codes.FALSE);
    } else if (value instanceof Double number) {
      NumberWriter.writeDouble(out, number);
    } else if (value == null) {
      out.writeByte(Codes.NIL);
    } else {
      writeRarer(out, value, depth);
    }
  }

  private static void writeRarer(KeyWriter out, Object value, int depth) {
    if (value instanceof BigDecimal number) {
      DecimalWriter.write(out, number);
    } else if (value instanceof UUID uuid) {
      out.writeByte(Codes.UUID);
      out.writeLongBits(uuid.getMostSignificantBits());
      out.writeLongBits(uuid.getLeastSignificantBits());
    } else if (value instanceof Float number) {
      NumberWriter.writeFloat(out, number);
    } else if (value instanceof BigInteger number) {
      NumberWriter.writeBigInteger(out, number);
    } else if (value instanceof Symbol symbol) {
      writeName(out, Codes.SYMBOL, symbol.namespace(), symbol.name());
    } else if (value instanceof URI uri) {
      out.writeByte(Codes.URI);
      TextCodec.write(out, uri.toString());
    } else if (value instanceof byte[] bytes) {
      out.writeByte(Codes.BYTES);
      TextCodec.writeBytes(out, bytes);
    } else if (value instanceof List<?> list) {
      DocumentWriter.writeList(out, list, depth);
    } else if (value instanceof Map<?, ?> map) {
      DocumentWriter.writeMap(out, map, depth);
    } else if (value instanceof Set<?> set) {
      DocumentWriter.writeSet(out, set, depth);
    } else {
      throw Values.unsupported(value);
    }
  }

  private static void writeName(KeyWriter out, int code, @Nullable String namespace, String name) {
    out.writeByte(code);
    // A namespace is absent or not empty, so the empty text is free to stand for the absent one.
    if (namespace == null) {
      out.writeByte(Codes.TEXT_END);
    } else {
      TextCodec.write(out, namespace);
    }
    TextCodec.write(out, name);
  }

  private static void writeInstant(KeyWriter out, Instant instant) {
    out.writeByte(Codes.INSTANT);
    out.writeLongBits(instant.getEpochSecond() ^ Long.MIN_VALUE);
    out.writeIntBits(instant.getNano());
  }
}

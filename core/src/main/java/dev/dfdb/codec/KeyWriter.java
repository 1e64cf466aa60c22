package dev.dfdb.codec;

import dev.dfdb.error.InvalidValueException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes keys: ids, values and raw bytes, one after the other, into a buffer that grows and is
 * reused. Keys compared as unsigned bytes sort as the components written into them do, first
 * component first.
 *
 * <p>After an error the buffer holds a part of what was being written: {@link #reset} or
 * {@link #truncate} it. Not safe for use by several threads at once.
 */
public final class KeyWriter {

  /** The largest id that {@link #writeId} takes, 2^56 - 1. */
  public static final long MAX_ID = (1L << 56) - 1;

  /**
   * The version of the format this class writes. Golden vectors freeze it: other bytes for a value
   * are another version, and this one stays readable.
   */
  public static final int FORMAT_VERSION = 1;

  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private byte[] bytes;
  private int length;

  /** Creates a writer for keys of usual size. */
  public KeyWriter() {
    this(128);
  }

  /**
   * Creates a writer.
   *
   * @param capacity how many bytes it holds before it grows
   */
  public KeyWriter(int capacity) {
    this.bytes = new byte[Math.max(16, capacity)];
  }

  /** Forgets what was written and keeps the buffer. */
  public KeyWriter reset() {
    length = 0;
    return this;
  }

  /** How many bytes were written. */
  public int length() {
    return length;
  }

  /**
   * Goes back to a length seen before.
   *
   * @throws IllegalArgumentException if it is negative or more than {@link #length}
   */
  public KeyWriter truncate(int newLength) {
    if (newLength < 0 || newLength > length) {
      throw new IllegalArgumentException("no length seen before: " + newLength);
    }
    length = newLength;
    return this;
  }

  /** What was written, as an array of its own. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /**
   * The buffer itself, for hot paths that would otherwise copy: the first {@link #length} bytes of
   * it are what was written. It is valid until the next call that writes, and not to be changed.
   */
  public byte[] buffer() {
    return bytes;
  }

  /** Copies what was written into {@code target}, starting at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, length);
  }

  /** Writes one byte as it is; the lowest eight bits of {@code b} count. */
  public KeyWriter writeByte(int b) {
    ensure(1);
    bytes[length++] = (byte) b;
    return this;
  }

  /** Writes bytes as they are, neither escaped nor ended. */
  public KeyWriter writeRaw(byte[] raw) {
    return writeRaw(raw, 0, raw.length);
  }

  /** Writes a part of an array as it is, neither escaped nor ended. */
  public KeyWriter writeRaw(byte[] raw, int offset, int count) {
    ensure(count);
    System.arraycopy(raw, offset, bytes, length, count);
    length += count;
    return this;
  }

  /**
   * Writes an id: of an entity, an attribute or a transaction. It takes one byte up to 127, two up
   * to 2^14 - 1, and one more for each further seven bits, so eight at most; smaller ids sort
   * first, and the first byte is never 0xFF.
   *
   * @param id 0 to {@link #MAX_ID}
   * @throws InvalidValueException if it is not in that range
   */
  public KeyWriter writeId(long id) {
    ensure(8);
    length = IdCodec.write(id, bytes, length);
    return this;
  }

  /**
   * Writes a value, which sorts as {@link ValueOrder} says and ends by itself; no encoded value is
   * the beginning of another.
   *
   * @param value null or of one of the types of {@link ValueType}, with elements, keys and values
   *     of those types too; {@link Values#canonical} makes it so
   * @throws InvalidValueException if it is of another type, a text has an unpaired surrogate, two
   *     keys of a map are the same value, or it is nested deeper than {@link Values#MAX_DEPTH}
   */
  public KeyWriter writeValue(@Nullable Object value) {
    ValueWriter.write(this, value, 0);
    return this;
  }

  /**
   * Writes a value whole if its encoding has at most {@code bound} bytes, and otherwise shortened
   * to {@code bound} + {@link LongValues#DIGEST_BYTES} bytes; {@link LongValues} says what that
   * means for the order of keys. Read it with {@link KeyReader#readValueBounded} and the same
   * bound.
   *
   * @param bound at least 1, and the same for all keys that are compared
   * @return whether it was shortened, and so has to be stored beside
   * @throws InvalidValueException as {@link #writeValue} does
   */
  public boolean writeValueBounded(@Nullable Object value, int bound) {
    LongValues.checkBound(bound);
    int from = length;
    writeValue(value);
    return LongValues.shorten(this, from, bound);
  }

  /** Writes a number of type long as a value, without boxing it. */
  public KeyWriter writeLong(long value) {
    NumberWriter.writeLong(this, value);
    return this;
  }

  /** Makes room for {@code count} more bytes and gives the buffer. */
  byte[] ensure(long count) {
    if (count > bytes.length - length) {
      grow(count);
    }
    return bytes;
  }

  /** Writes eight bytes, big-endian. */
  void writeLongBits(long bits) {
    writeIntBits((int) (bits >>> 32));
    writeIntBits((int) bits);
  }

  /** Writes four bytes, big-endian. */
  void writeIntBits(int bits) {
    ensure(4);
    bytes[length] = (byte) (bits >>> 24);
    bytes[length + 1] = (byte) (bits >>> 16);
    bytes[length + 2] = (byte) (bits >>> 8);
    bytes[length + 3] = (byte) bits;
    length += 4;
  }

  /** Sets the length after bytes were put directly into the buffer. */
  void advanceTo(int newLength) {
    length = newLength;
  }

  private void grow(long count) {
    long wanted = length + count;
    if (wanted > MAX_ARRAY) {
      throw new InvalidValueException("a value is too long to encode", Map.of("bytes", wanted));
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_ARRAY, Math.max(wanted, bytes.length * 2L)));
  }
}

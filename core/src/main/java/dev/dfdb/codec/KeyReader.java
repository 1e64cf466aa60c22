package dev.dfdb.codec;

import dev.dfdb.error.CorruptionException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys, component by component, as {@link KeyWriter} wrote them. Only what is asked for is
 * decoded; components before it are skipped cheaply. A reader can be reused for one key after the
 * other, and does not change or keep parts of the array it reads.
 *
 * <p>Whatever the bytes are, reading them gives a value or a {@link CorruptionException}, in time
 * and memory in proportion to their number. After an error the position is unspecified. Not safe
 * for use by several threads at once.
 */
public final class KeyReader {

  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int start;
  private int position;
  private int end;
  private @Nullable KeyWriter scratch;

  /** Creates a reader of nothing, to be {@linkplain #reset reset}. */
  public KeyReader() {}

  /** Creates a reader of a whole array. */
  public KeyReader(byte[] bytes) {
    reset(bytes);
  }

  /** Starts over with a whole array. */
  public KeyReader reset(byte[] newBytes) {
    return reset(newBytes, 0, newBytes.length);
  }

  /** Starts over with a part of an array. */
  public KeyReader reset(byte[] newBytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, newBytes.length);
    bytes = newBytes;
    start = offset;
    position = offset;
    end = offset + length;
    return this;
  }

  /** How many bytes were read. */
  public int position() {
    return position - start;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /** Whether nothing is left. */
  public boolean atEnd() {
    return position == end;
  }

  /** Reads one byte, 0..255. */
  public int readByte() {
    need(1);
    return bytes[position++] & 0xFF;
  }

  /** Reads so many bytes into an array of their own. */
  public byte[] readRaw(int count) {
    need(count);
    byte[] raw = Arrays.copyOfRange(bytes, position, position + count);
    position += count;
    return raw;
  }

  /** Skips so many bytes. */
  public void skipRaw(int count) {
    need(count);
    position += count;
  }

  /** Reads an id, 0 to {@link KeyWriter#MAX_ID}. */
  public long readId() {
    int first = readByte();
    if (first < 0x80) {
      return first;
    }
    int following = IdCodec.following(first);
    if (following > 7) {
      throw corrupt("no id starts with this byte");
    }
    need(following);
    long id = IdCodec.highBits(first, following);
    for (int i = 0; i < following; i++) {
      id = (id << 8) | (bytes[position++] & 0xFF);
    }
    if (!IdCodec.isShortest(id, following)) {
      throw corrupt("an id is written longer than it must be");
    }
    return id;
  }

  /** Goes past an id without decoding it. */
  public void skipId() {
    int following = IdCodec.following(readByte());
    if (following > 7) {
      throw corrupt("no id starts with this byte");
    }
    skipRaw(following);
  }

  /** The type of the value that comes next, which is not read. */
  public ValueType valueType() {
    ValueType type = ValueType.ofCode(peek());
    if (type == null) {
      throw corrupt("no value starts with this byte");
    }
    return type;
  }

  /** Whether the value that comes next is a {@link Long}, so that {@link #readLong} reads it. */
  public boolean atLong() {
    return NumberReader.isLong(bytes, position, end);
  }

  /**
   * Reads a value of type {@link Long} without boxing it.
   *
   * @throws CorruptionException also if the value is of another type; see {@link #atLong}
   */
  public long readLong() {
    return NumberReader.readLong(this);
  }

  /**
   * Reads a value: exactly the one that was written, its Java type included. Lists, maps and sets
   * cannot be changed; maps and sets iterate in the order of {@link ValueOrder} and find their keys
   * by it.
   */
  public @Nullable Object readValue() {
    return ValueReader.read(this, 0);
  }

  /** Goes past a value without decoding it, and without checking more than where it ends. */
  public void skipValue() {
    int next = ValueEnd.find(bytes, position, end, this);
    if (next < 0) {
      throw cutShort();
    }
    position = next;
  }

  /**
   * Reads what {@link KeyWriter#writeValueBounded} wrote with the same bound: the value, or a
   * {@link ShortenedValue} if it was too long.
   */
  public @Nullable Object readValueBounded(int bound) {
    if (!atShortened(bound)) {
      return readValue();
    }
    return new ShortenedValue(readRaw(bound), readRaw(LongValues.DIGEST_BYTES));
  }

  /** Goes past what {@link KeyWriter#writeValueBounded} wrote with the same bound. */
  public void skipValueBounded(int bound) {
    if (!atShortened(bound)) {
      skipValue();
    } else {
      skipRaw(bound + LongValues.DIGEST_BYTES);
    }
  }

  /** Whether what comes next was shortened when it was written with this bound. */
  public boolean atShortened(int bound) {
    LongValues.checkBound(bound);
    return remaining() > bound && ValueEnd.find(bytes, position, position + bound, this) < 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int index() {
    return position;
  }

  int endIndex() {
    return end;
  }

  void moveTo(int newIndex) {
    position = newIndex;
  }

  /** Goes past the type code just looked at. */
  KeyReader pastCode() {
    position++;
    return this;
  }

  int peek() {
    need(1);
    return bytes[position] & 0xFF;
  }

  /** Reads so many bytes, at most eight, as an unsigned big-endian number. */
  long readBigEndian(int count) {
    need(count);
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = (number << 8) | (bytes[position++] & 0xFF);
    }
    return number;
  }

  void need(int count) {
    if (count > end - position) {
      throw cutShort();
    }
  }

  /** A writer to encode again what was read, to see whether it was written the one right way. */
  KeyWriter scratch() {
    KeyWriter writer = scratch;
    if (writer == null) {
      writer = new KeyWriter();
      scratch = writer;
    }
    return writer.reset();
  }

  CorruptionException cutShort() {
    return corrupt("a key or value is cut short");
  }

  CorruptionException corrupt(String summary) {
    return corrupt(summary, null);
  }

  CorruptionException corrupt(String summary, @Nullable Throwable cause) {
    byte[] shown = Arrays.copyOfRange(bytes, start, Math.min(end, start + 1024));
    return new CorruptionException(
        summary, Map.of("offset", position - start, "bytes", shown), cause);
  }
}

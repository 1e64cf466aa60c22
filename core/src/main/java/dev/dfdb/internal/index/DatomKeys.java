package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.codec.LongValues;
import dev.dfdb.datom.Index;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a database's keys. Every key begins with the number of the database and one byte
 * for the space the key lies in; then come the components of the space, each self-delimiting:
 *
 * <table>
 * <caption>spaces of a database</caption>
 * <tr><th>space<th>key<th>value
 * <tr><td>01 root<td><td>{@link Root}
 * <tr><td>10 EAVT<td>e a v<td>t, then the whole value where the key holds a shortened one
 * <tr><td>11 AEVT<td>a e v<td>t
 * <tr><td>12 AVET<td>a v e<td>t
 * <tr><td>13 VAET<td>v a e, for references, all three as ids<td>t
 * <tr><td>30 log<td>t chunk<td>{@link TransactionLog}
 * </table>
 *
 * <p>Spaces 20 to 2F are kept for history. Not safe for several threads; the buffer is used again
 * by every call.
 */
public final class DatomKeys {

  /** The number of the only database a storage holds as yet; 0 is kept for a catalogue of them. */
  static final long DATABASE = 1;

  /**
   * The most bytes a value takes in a key as it is; a longer one is shortened to these and a
   * digest. With the ids beside it, every key stays within the 1,024 bytes that all backends allow,
   * and long texts are not stored three times.
   */
  static final int MAX_VALUE_BYTES = 256;

  /** The longest key: number of the database, space, two ids and a value. */
  static final int MAX_KEY_BYTES = MAX_VALUE_BYTES + LongValues.DIGEST_BYTES + 32;

  static final int ROOT = 0x01;
  static final int LOG = 0x30;

  private final KeyWriter key = new KeyWriter(MAX_KEY_BYTES);
  private boolean shortened;

  /** The byte of an index's space. */
  static int space(Index index) {
    return switch (index) {
      case EAVT -> 0x10;
      case AEVT -> 0x11;
      case AVET -> 0x12;
      case VAET -> 0x13;
    };
  }

  /** The key of the root. */
  static byte[] root() {
    return new DatomKeys().begin(ROOT).toBytes();
  }

  /** The key of one chunk of a transaction's log record. */
  byte[] log(long t, long chunk) {
    return begin(LOG).writeId(t).writeId(chunk).toBytes();
  }

  /** The beginning of all keys of a transaction's log record. */
  byte[] logOf(long t) {
    return begin(LOG).writeId(t).toBytes();
  }

  /** The whole key of a datom in an index. */
  byte[] datom(Index index, long e, long a, Object v) {
    return components(index, e, a, v).toBytes();
  }

  /** The key of a datom in EAVT whose value is given as it stands in another index's key. */
  byte[] eavtOfRaw(long e, long a, byte[] value) {
    return components(Index.EAVT, e, a, null).writeRaw(value).toBytes();
  }

  /** Whether the value in the key made last is a shortened one. */
  boolean isShortened() {
    return shortened;
  }

  /**
   * The beginning shared by all keys of an index with the components given.
   *
   * @throws IllegalArgumentException if a component is given without those before it in the index
   */
  byte[] prefix(Index index, long e, long a, @Nullable Object v) {
    boolean hasE = e != DatomSource.NONE;
    boolean hasA = a != DatomSource.NONE;
    boolean hasV = v != null;
    boolean isPrefix = switch (index) {
      case EAVT -> (hasE || !hasA) && (hasA || !hasV);
      case AEVT -> (hasA || !hasE) && (hasE || !hasV);
      case AVET -> (hasA || !hasV) && (hasV || !hasE);
      case VAET -> (hasV || !hasA) && (hasA || !hasE);
    };
    if (!isPrefix) {
      throw new IllegalArgumentException("the components given are no prefix of " + index);
    }
    return components(index, e, a, v).toBytes();
  }

  private KeyWriter components(Index index, long e, long a, @Nullable Object v) {
    begin(space(index));
    shortened = false;
    switch (index) {
      case EAVT -> {
        id(e);
        id(a);
        value(v);
      }
      case AEVT -> {
        id(a);
        id(e);
        value(v);
      }
      case AVET -> {
        id(a);
        value(v);
        id(e);
      }
      case VAET -> {
        id(v == null ? DatomSource.NONE : (Long) v);
        id(a);
        id(e);
      }
    }
    return key;
  }

  private KeyWriter begin(int space) {
    return key.reset().writeId(DATABASE).writeByte(space);
  }

  private void id(long id) {
    if (id != DatomSource.NONE) {
      key.writeId(id);
    }
  }

  private void value(@Nullable Object v) {
    if (v != null) {
      shortened = key.writeValueBounded(v, MAX_VALUE_BYTES);
    }
  }
}

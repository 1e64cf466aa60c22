package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.codec.LongValues;
import dev.dfdb.datom.Index;
import dev.dfdb.storage.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a database's keys. Every key begins with the number of the database and one byte
 * for the space the key lies in; then come the components of the space, each self-delimiting:
 *
 * <table>
 * <caption>spaces of a database</caption>
 * <tr><th>space<th>key<th>value
 * <tr><td>01 root<td><td>{@link Root}
 * <tr><td>02 erasure<td><td>{@link Erasure}
 * <tr><td>03 statistics<td><td>{@link Statistics}
 * <tr><td>05 rewriting<td><td>{@link Rewriting}
 * <tr><td>10 EAVT<td>e a v, or e a<td>t, then v where the key has none, then the whole value where v
 *     is a shortened one
 * <tr><td>11 AEVT<td>a e v, or a e<td>t, then v where the key has none
 * <tr><td>12 AVET<td>a v e<td>t
 * <tr><td>13 VAET<td>v a e, for references, all three as ids<td>t
 * <tr><td>20 past EAVT<td>e a r v<td>t, single, then the whole value where v is a shortened one
 * <tr><td>21 past AEVT<td>a e r v<td>t, single
 * <tr><td>22 past AVET<td>a v r e<td>t, single
 * <tr><td>23 past VAET<td>v a r e<td>t, single
 * <tr><td>30 log<td>t chunk<td>{@link TransactionLog}
 * </table>
 *
 * <p>The spaces 10 to 13 hold the live datoms and no others. The only value of an attribute of
 * cardinality one stands in the value of its entry, so that replacing it replaces the entry:
 * reading it never passes over what it was before.
 *
 * <p>The spaces 20 to 23 hold every datom that was superseded, once: r is the t of its retraction,
 * and "single" says whether the attribute had cardinality one then. As r stands right after what a
 * reader asks for, the datoms that were live at some t are found by going to the first r after it.
 *
 * <p>Not safe for several threads; the buffer is used again by every call.
 */
public final class DatomKeys {

  /**
   * The number of the database without a name, and that with which every other sees itself: its
   * keys become those of its own number further down. 0 is the directory of names.
   */
  static final long DATABASE = 1;

  /**
   * The most bytes a value takes in a key as it is; a longer one is shortened to these and a
   * digest. With the ids beside it, every key stays within the 1,024 bytes that all backends allow,
   * and long texts are not stored three times.
   */
  static final int MAX_VALUE_BYTES = 256;

  /** The longest key: number of the database, space, three ids and a value. */
  static final int MAX_KEY_BYTES = MAX_VALUE_BYTES + LongValues.DIGEST_BYTES + 40;

  static final int ROOT = 0x01;
  static final int ERASURE = 0x02;
  static final int STATISTICS = 0x03;
  static final int REWRITING = 0x05;
  static final int LOG = 0x30;

  /** The bytes before the components: number of the database and space. */
  static final int HEADER_BYTES = new DatomKeys().begin(ROOT).length();

  private final KeyWriter key = new KeyWriter(MAX_KEY_BYTES);
  private boolean shortened;

  /** The space of the live datoms in an index. */
  static int space(Index index) {
    return switch (index) {
      case EAVT -> 0x10;
      case AEVT -> 0x11;
      case AVET -> 0x12;
      case VAET -> 0x13;
    };
  }

  /** The space of the superseded datoms in an index. */
  static int pastSpace(Index index) {
    return space(index) + 0x10;
  }

  /** The key of the root. */
  static byte[] root() {
    return new DatomKeys().begin(ROOT).toBytes();
  }

  /** The key of the erasure that is under way. */
  static byte[] erasure() {
    return new DatomKeys().begin(ERASURE).toBytes();
  }

  /** The key of the statistics. */
  static byte[] statistics() {
    return new DatomKeys().begin(STATISTICS).toBytes();
  }

  /** The key of the mark that a rewriting of the log leaves. */
  static byte[] rewriting() {
    return new DatomKeys().begin(REWRITING).toBytes();
  }

  /** Every live and superseded datom, and the log. */
  static KeyRange contents() {
    return KeyRange.closedOpen(
        new DatomKeys().begin(space(Index.EAVT)).toBytes(),
        new DatomKeys().begin(LOG + 1).toBytes());
  }

  /** The spaces before the data, with everything that commits are guarded on. */
  static KeyRange guards() {
    return KeyRange.closedOpen(root(), new DatomKeys().begin(space(Index.EAVT)).toBytes());
  }

  /** The key of one chunk of a transaction's log record. */
  byte[] log(long t, long chunk) {
    return begin(LOG).writeId(t).writeId(chunk).toBytes();
  }

  /** The beginning of all keys of a transaction's log record. */
  byte[] logOf(long t) {
    return begin(LOG).writeId(t).toBytes();
  }

  /** What stands in a space behind its header. */
  byte[] inSpace(int space, byte[] components) {
    return begin(space).writeRaw(components).toBytes();
  }

  /** The key in EAVT of the live datom of an attribute of cardinality one. */
  byte[] liveSingle(long e, long a) {
    return begin(space(Index.EAVT)).writeId(e).writeId(a).toBytes();
  }

  /** The key in EAVT of a live datom whose attribute has cardinality many, or one. */
  byte[] live(long e, long a, Object v, boolean many) {
    begin(space(Index.EAVT));
    components(Index.EAVT, e, a, many ? v : null);
    return key.toBytes();
  }

  /**
   * The key of a live datom in an index.
   *
   * @param hasValue whether the value is in the key, and not beside it
   */
  byte[] live(Index index, EncodedChange datom, boolean hasValue) {
    begin(space(index));
    switch (index) {
      case EAVT -> key.writeId(datom.e()).writeId(datom.a());
      case AEVT -> key.writeId(datom.a()).writeId(datom.e());
      case AVET -> key.writeId(datom.a()).writeRaw(datom.value()).writeId(datom.e());
      case VAET -> key.writeId((Long) datom.v()).writeId(datom.a()).writeId(datom.e());
    }
    if (hasValue && keepsSingleValueBeside(index)) {
      key.writeRaw(datom.value());
    }
    return key.toBytes();
  }

  /** Whether an index has the value of an attribute of cardinality one beside the key. */
  static boolean keepsSingleValueBeside(Index index) {
    return index == Index.EAVT || index == Index.AEVT;
  }

  /** The key of a superseded datom in an index. */
  byte[] past(Index index, EncodedChange datom, long retracted) {
    begin(pastSpace(index));
    switch (index) {
      case EAVT ->
        key.writeId(datom.e()).writeId(datom.a()).writeId(retracted).writeRaw(datom.value());
      case AEVT ->
        key.writeId(datom.a()).writeId(datom.e()).writeId(retracted).writeRaw(datom.value());
      case AVET ->
        key.writeId(datom.a()).writeRaw(datom.value()).writeId(retracted).writeId(datom.e());
      case VAET ->
        key.writeId((Long) datom.v()).writeId(datom.a()).writeId(retracted).writeId(datom.e());
    }
    return key.toBytes();
  }

  /** The key in EAVT of a live datom whose value is given as it stands in another index's key. */
  byte[] liveOfRaw(long e, long a, byte[] value) {
    return begin(space(Index.EAVT)).writeId(e).writeId(a).writeRaw(value).toBytes();
  }

  /** The same of a superseded datom. */
  byte[] pastOfRaw(long e, long a, long retracted, byte[] value) {
    return begin(pastSpace(Index.EAVT))
        .writeId(e)
        .writeId(a)
        .writeId(retracted)
        .writeRaw(value)
        .toBytes();
  }

  /** A value as it stands in a key. */
  byte[] rawValue(Object v) {
    key.reset();
    value(v);
    return key.toBytes();
  }

  /** Whether the value in what was made last is a shortened one. */
  boolean isShortened() {
    return shortened;
  }

  /**
   * The components given, in the order of an index: the place of a datom, or the beginning that the
   * places of several have in common. Places sort as the datoms of the index do.
   */
  byte[] place(Index index, long e, long a, @Nullable Object v) {
    key.reset();
    components(index, e, a, v);
    return key.toBytes();
  }

  private void components(Index index, long e, long a, @Nullable Object v) {
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

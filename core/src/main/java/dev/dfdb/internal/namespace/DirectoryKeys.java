package dev.dfdb.internal.namespace;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.NamespaceException;
import dev.dfdb.storage.KeyRange;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The keys of the directory: they begin with the number 0, where those of databases begin with
 * theirs, and a byte for the space.
 *
 * <table>
 * <caption>spaces of the directory</caption>
 * <tr><th>space<th>key<th>value
 * <tr><td>01 head<td><td>format, next number as an id
 * <tr><td>02 names<td>name, as a value<td>number as an id
 * <tr><td>03 deleted<td>number as an id<td>name, as a value
 * <tr><td>04 copies<td>number as an id<td>{@link PendingCopy}
 * </table>
 */
final class DirectoryKeys {

  /** The longest name, in bytes of UTF-8: with each of them escaped a key still has room for it. */
  static final int MAX_NAME_BYTES = 500;

  static final byte[] HEAD = new KeyWriter().writeId(0).writeByte(0x01).toBytes();
  static final KeyRange NAMES = KeyRange.prefix(space(0x02).toBytes());
  static final KeyRange DELETED = KeyRange.prefix(space(0x03).toBytes());
  static final KeyRange COPIES = KeyRange.prefix(space(0x04).toBytes());

  private static final int HEADER_BYTES = 2;

  private DirectoryKeys() {}

  private static KeyWriter space(int space) {
    return new KeyWriter().writeId(0).writeByte(space);
  }

  /**
   * Where the number of a name stands.
   *
   * @throws NamespaceException if it can't be a name
   */
  static byte[] name(String name) {
    if (name.isEmpty()) {
      throw new NamespaceException(
          "the name of a namespace has at least one character", Map.of("namespace", name));
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw new NamespaceException(
          "the name of a namespace is too long",
          Map.of("namespace", name, "UTF-8 bytes", bytes, "most", MAX_NAME_BYTES));
    }
    try {
      return space(0x02).writeValue(name).toBytes();
    } catch (InvalidValueException unpaired) {
      throw new NamespaceException(
          "the name of a namespace is no text: it has half of a surrogate pair",
          Map.of("namespace", name));
    }
  }

  static byte[] deleted(long number) {
    return space(0x03).writeId(number).toBytes();
  }

  static byte[] copy(long number) {
    return space(0x04).writeId(number).toBytes();
  }

  /** The name in a key of {@link #NAMES}. */
  static String nameIn(byte[] key) {
    KeyReader reader = new KeyReader(key);
    reader.skipRaw(HEADER_BYTES);
    if (reader.readValue() instanceof String name) {
      return name;
    }
    throw new CorruptionException("a name in the directory is damaged", Map.of("key", key));
  }

  /** The number in a key of {@link #DELETED} or {@link #COPIES}. */
  static long numberIn(byte[] key) {
    KeyReader reader = new KeyReader(key);
    reader.skipRaw(HEADER_BYTES);
    return reader.readId();
  }
}

package dev.dfdb.storage.fdb;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.KeyRange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where everything is in the cluster. Behind the prefix of the database one byte tells the kind:
 * facts about the database, entries, chunks of entries that are too long for one value, and marks
 * of commits. Immutable.
 */
final class Keyspace {

  private static final Pattern PREFIX = Pattern.compile("\\P{Cntrl}{1,64}");

  private static final byte FACT = 0;
  private static final byte ENTRY = 1;
  private static final byte CHUNK = 2;
  private static final byte MARK = 3;

  private final byte[] prefix;
  private final String name;

  /**
   * The place of a database that is in no directory.
   *
   * @throws MisconfiguredException if the prefix is none
   */
  Keyspace(String prefix) {
    this(new byte[0], prefix);
  }

  /**
   * The place of a database.
   *
   * @param directory what the keys of its directory begin with
   * @throws MisconfiguredException if the prefix is none
   */
  Keyspace(byte[] directory, String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new MisconfiguredException(
          "key-prefix is not made of 1 to 64 printable characters", Map.of("key-prefix", prefix));
    }
    byte[] own = prefix.getBytes(StandardCharsets.UTF_8);
    this.prefix = Arrays.copyOf(directory, directory.length + own.length);
    System.arraycopy(own, 0, this.prefix, directory.length, own.length);
    this.name = prefix;
  }

  private byte[] in(byte kind, byte[] rest) {
    byte[] key = Arrays.copyOf(prefix, prefix.length + 1 + rest.length);
    key[prefix.length] = kind;
    System.arraycopy(rest, 0, key, prefix.length + 1, rest.length);
    return key;
  }

  /** The key of a fact about the database. */
  byte[] fact(String name) {
    return in(FACT, name.getBytes(StandardCharsets.UTF_8));
  }

  /** The key of an entry. */
  byte[] entry(byte[] key) {
    return in(ENTRY, key);
  }

  /** The caller's key of an entry. */
  byte[] key(byte[] entry) {
    return Arrays.copyOfRange(entry, prefix.length + 1, entry.length);
  }

  /** Copies the caller's key as far as there is room, and gives its length. */
  int readKey(byte[] entry, byte[] buffer) {
    int from = prefix.length + 1;
    int length = entry.length - from;
    System.arraycopy(entry, from, buffer, 0, Math.min(length, buffer.length));
    return length;
  }

  /** The first key behind a key. */
  static byte[] behind(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  /** Where the entries of a range begin; behind the longest key, a bound needs no more bytes. */
  byte[] begin(KeyRange range) {
    byte[] start = range.start();
    return start == null ? in(ENTRY, new byte[0]) : in(ENTRY, bound(start));
  }

  /** Where the entries of a range end. */
  byte[] end(KeyRange range) {
    byte[] end = range.end();
    return end == null ? in(CHUNK, new byte[0]) : in(ENTRY, bound(end));
  }

  /**
   * A bound as long as the engine takes it. No key is as long as what is left of a longer one, so
   * the same keys are on each side of it when one byte more than the longest key is kept.
   */
  private static byte[] bound(byte[] key) {
    int longest = FdbStorage.MAX_KEY_BYTES + 1;
    return key.length <= longest ? key : Arrays.copyOf(key, longest);
  }

  /** Where the chunks of a range of entries begin. */
  byte[] chunksBegin(KeyRange range) {
    byte[] start = range.start();
    return start == null ? in(CHUNK, new byte[0]) : in(CHUNK, escaped(bound(start)));
  }

  /** Where they end. */
  byte[] chunksEnd(KeyRange range) {
    byte[] end = range.end();
    return end == null ? in(MARK, new byte[0]) : in(CHUNK, escaped(bound(end)));
  }

  /** The key of a chunk of an entry. */
  byte[] chunk(byte[] key, int number) {
    byte[] escaped = escaped(key);
    byte[] rest =
        ByteBuffer.allocate(escaped.length + 4).put(escaped).putInt(number).array();
    return in(CHUNK, rest);
  }

  /** Where the chunks of an entry end: chunks are counted, and never as far as this. */
  byte[] chunksEnd(byte[] key) {
    return chunk(key, -1);
  }

  /** A key so that no other begins with it, in the same order. */
  private static byte[] escaped(byte[] key) {
    ByteArrayOutputStream escaped = new ByteArrayOutputStream(key.length + 8);
    for (byte one : key) {
      escaped.write(one);
      if (one == 0) {
        escaped.write(0xFF);
      }
    }
    escaped.write(0);
    escaped.write(1);
    return escaped.toByteArray();
  }

  /** The key of a mark that tells which commit of a writer was the last. */
  byte[] mark(byte[] writer) {
    return in(MARK, writer);
  }

  /** Where all marks begin. */
  byte[] marksBegin() {
    return in(MARK, new byte[0]);
  }

  /** Where they end. */
  byte[] marksEnd() {
    return in((byte) (MARK + 1), new byte[0]);
  }

  @Override
  public String toString() {
    return name;
  }
}

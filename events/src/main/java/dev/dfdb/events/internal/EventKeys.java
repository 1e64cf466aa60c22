package dev.dfdb.events.internal;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.storage.KeyRange;
import java.util.Arrays;
import java.util.Map;

/**
 * The keys of event streams. They begin with the number of the database and a byte for the space,
 * as those of datoms do:
 *
 * <table>
 * <caption>spaces of events</caption>
 * <tr><th>space<th>key<th>value
 * <tr><td>04 root<td><td>{@link EventRoot}
 * <tr><td>40 messages<td>category as a value, global position as an id<td>{@link MessageBytes}
 * <tr><td>41 runs<td>stream as a value, position as an id<td>{@link Run}
 * <tr><td>42 categories<td>category as a value<td>{@link Counts}
 * <tr><td>43 consumers<td>name as a value<td>position as a value
 * </table>
 */
public final class EventKeys {

  private static final int DATABASE = 0x01;
  private static final int HEADER_BYTES = 2;
  private static final byte[] ROOT = {DATABASE, 0x04};
  private static final int MESSAGES = 0x40;
  private static final int RUNS = 0x41;
  private static final int CATEGORIES = 0x42;
  private static final int CONSUMERS = 0x43;

  private EventKeys() {}

  private static KeyWriter space(int space) {
    return new KeyWriter(64).writeByte(DATABASE).writeByte(space);
  }

  static byte[] root() {
    return ROOT.clone();
  }

  /** Everything of messages, and nothing of consumers. */
  static KeyRange allMessages() {
    return KeyRange.closedOpen(space(MESSAGES).toBytes(), space(CONSUMERS).toBytes());
  }

  /** What the keys of a category's messages begin with. */
  static byte[] messagesOf(String category) {
    return space(MESSAGES).writeValue(category).toBytes();
  }

  static byte[] withId(byte[] prefix, long id) {
    return new KeyWriter(prefix.length + 8).writeRaw(prefix).writeId(id).toBytes();
  }

  /** The id that ends a key. */
  static long idAfter(int prefixLength, byte[] key) {
    KeyReader reader = new KeyReader().reset(key, prefixLength, key.length - prefixLength);
    return reader.readId();
  }

  /** What the keys of a stream's runs begin with. */
  static byte[] runsOf(String stream) {
    return space(RUNS).writeValue(stream).toBytes();
  }

  /**
   * The runs of all streams whose names begin with a text, after that of one name if it is given.
   */
  static KeyRange runs(String prefix, String after) {
    byte[] from = space(RUNS).writeValue(prefix).toBytes();
    KeyRange all = KeyRange.prefix(Arrays.copyOf(from, from.length - 1));
    if (after.isEmpty()) {
      return all;
    }
    byte[] behind = KeyRange.prefix(runsOf(after)).end();
    byte[] start = all.start();
    return start != null && behind != null && Arrays.compareUnsigned(behind, start) > 0
        ? KeyRange.between(behind, true, all.end(), false)
        : all;
  }

  static byte[] category(String name) {
    return space(CATEGORIES).writeValue(name).toBytes();
  }

  static KeyRange categories() {
    return KeyRange.prefix(space(CATEGORIES).toBytes());
  }

  static byte[] consumer(String name) {
    return space(CONSUMERS).writeValue(name).toBytes();
  }

  /** The name in a key. */
  static String nameIn(byte[] key) {
    KeyReader reader = new KeyReader(key);
    reader.skipRaw(HEADER_BYTES);
    if (reader.readValue() instanceof String name) {
      return name;
    }
    throw new CorruptionException("a key of event streams is damaged", Map.of("key", key));
  }
}

package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What an excision removes. While it is under way it lies beside the root, so that whoever finds it
 * there finishes it before doing anything else; see {@link Eraser}.
 *
 * @param t the number of the transaction that records it
 * @param entity the entity, or {@link DatomSource#NONE} for all
 * @param attributes the attributes; none for all of the entity
 * @param before only what was asserted before this t, with its retraction
 */
public record Erasure(long t, long entity, List<Long> attributes, long before) {

  private static final byte[] KEY = DatomKeys.erasure();

  /** Copies the list. */
  public Erasure {
    attributes = List.copyOf(attributes);
  }

  /** The key under which the one that is under way lies; not to be changed. */
  public static byte[] key() {
    return KEY;
  }

  /** Whether datoms of an attribute are kept whatever is excised: times, and records of this. */
  public static boolean isKept(long attribute) {
    return attribute == Builtin.TX_INSTANT || Builtin.isExcision(attribute);
  }

  /** Whether it is about a datom, whenever that was asserted. */
  boolean covers(long e, long a) {
    return (entity == DatomSource.NONE || e == entity)
        && (attributes.isEmpty() || attributes.contains(a))
        && !isKept(a);
  }

  /** Whether it has to do with all times, so that of a datom everything goes. */
  boolean isOfAllTimes() {
    return before == t;
  }

  /** The bytes to store. */
  public byte[] encode() {
    KeyWriter writer = new KeyWriter().writeId(t).writeId(entity + 1).writeId(before);
    attributes.forEach(writer::writeId);
    return writer.toBytes();
  }

  /** Reads stored bytes. */
  static Erasure decode(byte[] bytes) {
    KeyReader reader = new KeyReader().reset(bytes, 0, bytes.length);
    long t = reader.readId();
    long entity = reader.readId() - 1;
    long before = reader.readId();
    List<Long> attributes = new ArrayList<>();
    while (!reader.atEnd()) {
      attributes.add(reader.readId());
    }
    return new Erasure(t, entity, attributes, before);
  }
}

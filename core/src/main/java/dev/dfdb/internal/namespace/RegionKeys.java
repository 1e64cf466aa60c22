package dev.dfdb.internal.namespace;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.WriteBatch;
import org.jspecify.annotations.Nullable;

/**
 * Turns the keys that a database uses, which begin with the number 1, into those of the region with
 * its own number, and back. Immutable.
 */
final class RegionKeys {

  /** What the keys of every database begin with, as it sees them: the number 1. */
  static final byte INNER = 0x01;

  private final byte[] prefix;
  private final KeyRange whole;

  /** Of the region with a number. */
  RegionKeys(long number) {
    this.prefix = new KeyWriter().writeId(number).toBytes();
    this.whole = KeyRange.prefix(prefix);
  }

  /** All keys of the region, as the storage has them. */
  KeyRange whole() {
    return whole;
  }

  /** How many bytes a key has more in the storage than in the region. */
  int excess() {
    return prefix.length - 1;
  }

  /**
   * A key as the storage has it.
   *
   * @throws IllegalArgumentException if no database has such a key
   */
  byte[] outer(byte[] inner) {
    if (inner.length == 0 || inner[0] != INNER) {
      throw new IllegalArgumentException("the keys of a database begin with its number, 1");
    }
    return shifted(inner);
  }

  private byte[] shifted(byte[] inner) {
    byte[] outer = new byte[inner.length + prefix.length - 1];
    System.arraycopy(prefix, 0, outer, 0, prefix.length);
    System.arraycopy(inner, 1, outer, prefix.length, inner.length - 1);
    return outer;
  }

  /** A key as the region has it. */
  byte[] inner(byte[] outer) {
    byte[] inner = new byte[outer.length - prefix.length + 1];
    inner[0] = INNER;
    System.arraycopy(outer, prefix.length, inner, 1, inner.length - 1);
    return inner;
  }

  /** A range as the storage has it: never more than the region. */
  KeyRange outer(KeyRange inner) {
    byte[] start = inner.start();
    byte[] end = inner.end();
    return KeyRange.between(bound(start, whole.start()), true, bound(end, whole.end()), false);
  }

  /** A bound within the region, or where the region begins or ends. */
  private byte @Nullable [] bound(byte @Nullable [] inner, byte @Nullable [] open) {
    if (inner == null) {
      return open;
    }
    int first = inner.length == 0 ? 0 : inner[0] & 0xFF;
    if (first == INNER) {
      return shifted(inner);
    }
    return first < INNER ? whole.start() : whole.end();
  }

  /** A batch as the storage takes it. */
  WriteBatch outer(WriteBatch inner) {
    WriteBatch.Builder outer = WriteBatch.builder();
    addTo(outer, inner);
    inner.durability().ifPresent(outer::durability);
    return outer.build();
  }

  /** Adds what a batch does in the region, and what it demands, to one of the storage. */
  void addTo(WriteBatch.Builder outer, WriteBatch inner) {
    for (Guard guard : inner.guards()) {
      if (guard instanceof Guard.Holds holds) {
        outer.requireHolds(outer(holds.key()), holds.value());
      } else {
        outer.requireAbsent(outer(guard.key()));
      }
    }
    for (Operation operation : inner.operations()) {
      if (operation instanceof Operation.Put put) {
        outer.adopt(outer(put.key()), put.value()); // neither batch is changed once it is built
      } else if (operation instanceof Operation.Delete delete) {
        outer.delete(outer(delete.key()));
      } else if (operation instanceof Operation.DeleteRange delete) {
        outer.deleteRange(outer(delete.range()));
      }
    }
  }
}

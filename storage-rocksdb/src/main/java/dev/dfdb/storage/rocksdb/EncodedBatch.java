package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.LimitExceededException;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import java.util.Arrays;
import java.util.List;

/**
 * A batch in the engine's own form, as {@link org.rocksdb.WriteBatch#data()} gives it and its
 * constructor takes it: a sequence number (8 bytes, left to the engine), the number of records (4,
 * little-endian), then each record as a tag, and keys and values with their lengths as varints.
 *
 * <p>Made in Java, a batch of a thousand operations crosses into the engine once rather than a
 * thousand times, each writer encodes on its own thread, and joining batches is copying bytes.
 *
 * @see <a href="https://github.com/facebook/rocksdb/blob/main/db/write_batch.cc">write_batch.cc</a>
 */
final class EncodedBatch {

  private static final int COUNT_AT = 8;
  private static final int HEADER = 12;
  private static final byte DELETE = 0x0;
  private static final byte PUT = 0x1;
  private static final byte DELETE_RANGE = 0xF;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

  /**
   * A bound above every key: the engine knows no range delete without an end. Longer than the
   * longest key and of the highest byte throughout.
   */
  private static final byte[] ABOVE_ALL_KEYS = new byte[RocksDbTuning.MAX_KEY_BYTES + 1];

  static {
    Arrays.fill(ABOVE_ALL_KEYS, (byte) 0xFF);
  }

  private byte[] bytes;
  private int length = HEADER;
  private int count;

  private EncodedBatch(long capacity) {
    if (capacity > LARGEST_ARRAY) {
      throw new LimitExceededException("encoded batch bytes", LARGEST_ARRAY, capacity);
    }
    this.bytes = new byte[(int) capacity];
  }

  /** Encodes operations in their order. */
  static EncodedBatch of(List<Operation> operations) {
    long capacity = HEADER;
    for (Operation operation : operations) {
      capacity += encodedSize(operation);
    }
    EncodedBatch encoded = new EncodedBatch(capacity);
    for (Operation operation : operations) {
      if (operation instanceof Operation.Put put) {
        encoded.put(put.key(), put.value());
      } else if (operation instanceof Operation.Delete delete) {
        encoded.delete(delete.key());
      } else if (operation instanceof Operation.DeleteRange delete) {
        encoded.deleteRange(delete.range());
      }
    }
    return encoded;
  }

  /** An empty batch to add to. */
  static EncodedBatch withCapacity(int capacity) {
    return new EncodedBatch(HEADER + (long) capacity);
  }

  void put(byte[] key, byte[] value) {
    ensure(1L + sizeOf(key.length) + sizeOf(value.length));
    bytes[length++] = PUT;
    append(key);
    append(value);
    count++;
  }

  void delete(byte[] key) {
    ensure(1L + sizeOf(key.length));
    bytes[length++] = DELETE;
    append(key);
    count++;
  }

  void deleteRange(KeyRange range) {
    if (range.isEmpty()) {
      return; // the engine takes an end before the start for an error
    }
    byte[] start = range.start();
    byte[] end = range.end();
    byte[] from = start == null ? new byte[0] : start;
    byte[] to = end == null ? ABOVE_ALL_KEYS : end;
    ensure(1L + sizeOf(from.length) + sizeOf(to.length));
    bytes[length++] = DELETE_RANGE;
    append(from);
    append(to);
    count++;
  }

  /** Adds the records of another batch behind those here. */
  void append(EncodedBatch other) {
    int records = other.length - HEADER;
    ensure(records);
    System.arraycopy(other.bytes, HEADER, bytes, length, records);
    length += records;
    count += other.count;
  }

  /** The number of records. */
  int count() {
    return count;
  }

  /** The number of bytes so far. */
  int size() {
    return length;
  }

  /** Takes all records out again. */
  void clear() {
    length = HEADER;
    count = 0;
  }

  /** Makes the engine's object of it, which the caller closes. */
  org.rocksdb.WriteBatch toNative() {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[COUNT_AT + i] = (byte) (count >>> (8 * i));
    }
    return new org.rocksdb.WriteBatch(
        length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
  }

  /** Gives every record, which all must be puts, in their order. */
  void forEachPut(PutConsumer action) {
    int at = HEADER;
    while (at < length) {
      at++;
      int keyLength = varint(at);
      at += varintSize(keyLength);
      byte[] key = Arrays.copyOfRange(bytes, at, at + keyLength);
      at += keyLength;
      int valueLength = varint(at);
      at += varintSize(valueLength);
      byte[] value = Arrays.copyOfRange(bytes, at, at + valueLength);
      at += valueLength;
      action.accept(key, value);
    }
  }

  /** Takes a key and its value. */
  @FunctionalInterface
  interface PutConsumer {
    void accept(byte[] key, byte[] value);
  }

  private void append(byte[] part) {
    int rest = part.length;
    while (rest >= 0x80) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    System.arraycopy(part, 0, bytes, length, part.length);
    length += part.length;
  }

  private static long encodedSize(Operation operation) {
    if (operation instanceof Operation.Put put) {
      return 1L + sizeOf(put.key().length) + sizeOf(put.value().length);
    }
    if (operation instanceof Operation.Delete delete) {
      return 1L + sizeOf(delete.key().length);
    }
    return 0; // a range delete: rare, and the array grows for it
  }

  private static long sizeOf(int partLength) {
    return (long) varintSize(partLength) + partLength;
  }

  private int varint(int at) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = bytes[at++];
      value |= (part & 0x7F) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }

  private static int varintSize(int value) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  private void ensure(long more) {
    long needed = length + more;
    if (needed > bytes.length) {
      if (needed > LARGEST_ARRAY) {
        throw new LimitExceededException("encoded batch bytes", LARGEST_ARRAY, needed);
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST_ARRAY, Math.max(needed, 2L * length)));
    }
  }
}

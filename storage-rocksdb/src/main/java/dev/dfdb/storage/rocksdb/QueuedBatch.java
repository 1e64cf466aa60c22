package dev.dfdb.storage.rocksdb;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch on its way into the store. */
final class QueuedBatch extends QueuedCommit {

  private static final int ENTRY_OVERHEAD = 16;

  private final List<Guard> guards;
  private final List<Operation> operations;
  private final Durability durability;
  private @Nullable EncodedBatch encoded;

  private QueuedBatch(
      List<Guard> guards,
      List<Operation> operations,
      Durability durability,
      @Nullable EncodedBatch encoded) {
    this.guards = guards;
    this.operations = operations;
    this.durability = durability;
    this.encoded = encoded;
  }

  /** A batch, encoded by the calling thread. */
  static QueuedBatch of(WriteBatch batch, Durability durability) {
    return new QueuedBatch(
        batch.guards(), batch.operations(), durability, EncodedBatch.of(batch.operations()));
  }

  /** What is encoded already. It is not to change until the commit returns. */
  static QueuedBatch ofPuts(EncodedBatch batch, Durability durability) {
    return new QueuedBatch(List.of(), List.of(), durability, batch);
  }

  /** A single put, which needs no encoding unless it is joined with others. */
  static QueuedBatch of(byte[] key, byte[] value, Durability durability) {
    return new QueuedBatch(List.of(), List.of(new Operation.Put(key, value)), durability, null);
  }

  List<Guard> guards() {
    return guards;
  }

  List<Operation> operations() {
    return operations;
  }

  Durability durability() {
    return durability;
  }

  /** Whether it writes nothing at all. */
  boolean isEmpty() {
    return encoded != null && encoded.count() == 0;
  }

  /** The one entry it puts, without guards and not encoded; or null if it is anything else. */
  Operation.@Nullable Put single() {
    return encoded == null ? (Operation.Put) operations.get(0) : null;
  }

  /** The bytes it adds to a group, about. */
  int size() {
    if (encoded != null) {
      return encoded.size();
    }
    Operation.Put put = (Operation.Put) operations.get(0);
    return put.key().length + put.value().length + ENTRY_OVERHEAD;
  }

  /** The encoded form. For the leader. */
  EncodedBatch encoded() {
    EncodedBatch result = encoded;
    if (result == null) {
      result = EncodedBatch.of(operations);
      encoded = result;
    }
    return result;
  }
}

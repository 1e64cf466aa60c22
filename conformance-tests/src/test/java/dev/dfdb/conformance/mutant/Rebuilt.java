package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import java.util.Optional;

/** Batches made from parts of others. */
final class Rebuilt {

  private Rebuilt() {}

  /** A batch of these parts. */
  static WriteBatch batch(
      List<Operation> operations, List<Guard> guards, Optional<Durability> durability) {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (Guard guard : guards) {
      if (guard instanceof Guard.Holds holds) {
        batch.requireHolds(holds.key(), holds.value());
      } else {
        batch.requireAbsent(guard.key());
      }
    }
    for (Operation operation : operations) {
      if (operation instanceof Operation.Put put) {
        batch.put(put.key(), put.value());
      } else if (operation instanceof Operation.Delete delete) {
        batch.delete(delete.key());
      } else if (operation instanceof Operation.DeleteRange delete) {
        batch.deleteRange(delete.range());
      }
    }
    durability.ifPresent(batch::durability);
    return batch.build();
  }

  /** The same batch with other operations. */
  static WriteBatch withOperations(WriteBatch batch, List<Operation> operations) {
    return batch(operations, batch.guards(), batch.durability());
  }

  /** The same batch without guards. */
  static WriteBatch withoutGuards(WriteBatch batch) {
    return batch(batch.operations(), List.of(), batch.durability());
  }

  /** The same batch in another durability. */
  static WriteBatch withDurability(WriteBatch batch, Durability durability) {
    return batch(batch.operations(), batch.guards(), Optional.of(durability));
  }
}

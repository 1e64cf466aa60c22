package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Operation;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import java.util.Optional;

/** Writes each batch as two, though nobody but a dying process can tell. */
public final class TearingProvider extends SpoiledProvider {

  /** For {@link java.util.ServiceLoader}. */
  public TearingProvider() {}

  @Override
  public String type() {
    return "journal-tearing";
  }

  @Override
  Storage spoil(Storage intact) {
    return new ForwardingStorage(intact) {
      @Override
      public void batchWrite(WriteBatch batch) {
        List<Operation> operations = batch.operations();
        int half = operations.size() / 2;
        intact().batchWrite(Rebuilt.withOperations(batch, operations.subList(0, half)));
        intact()
            .batchWrite(Rebuilt.batch(
                operations.subList(half, operations.size()), List.of(), Optional.empty()));
      }
    };
  }
}

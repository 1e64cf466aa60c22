package dev.dfdb.storage.memory;

import dev.dfdb.conformance.OptOut;
import dev.dfdb.conformance.StorageFixture;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.SnapshotLifetime;
import java.util.Map;
import java.util.Set;

final class MemoryFixture implements StorageFixture {

  private static final int MAX_VALUE = 2 << 20;
  private static final long MAX_BATCH = 6 << 20;

  @Override
  public Capabilities declared() {
    return new Capabilities(
        new Limits(MemoryStorage.MAX_KEY_BYTES, MAX_VALUE, MAX_BATCH),
        Set.of(Durability.values()),
        SnapshotLifetime.UNBOUNDED,
        false,
        false);
  }

  @Override
  public Map<String, Object> config() {
    return Map.of("type", "memory", "max-value-bytes", MAX_VALUE, "max-batch-bytes", MAX_BATCH);
  }

  @Override
  public void wipe() {}

  @Override
  public Map<OptOut, String> optOuts() {
    return Map.of(OptOut.SMALL_HEAP, "the heap is where the entries are");
  }
}

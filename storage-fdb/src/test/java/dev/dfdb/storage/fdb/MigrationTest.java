package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.Carried;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import dev.dfdb.storage.fdb.simulation.Faults;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is carried by backups to a cluster from elsewhere, and away from it again. */
class MigrationTest {

  @TempDir
  Path directory;

  @Test
  void fromMemoryToAClusterToRocksDb() {
    long seed = Long.getLong("dfdb.backup.seed", 1_000_000);
    SimulationFixture fixture = new SimulationFixture(seed, Faults.NONE);
    StorageProviders providers = StorageProviders.find();
    try (Storage first = providers.open(Map.of("type", "memory"));
        Storage second = fixture.open(Map.of());
        Storage third = providers.open(
            Map.of("type", "rocksdb", "path", directory.toString(), "memory-bytes", "32MiB"))) {
      Carried.through(seed, first, List.of(second, third));
    } finally {
      fixture.wipe();
    }
  }
}

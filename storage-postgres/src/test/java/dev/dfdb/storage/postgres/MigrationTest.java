package dev.dfdb.storage.postgres;

import dev.dfdb.conformance.Carried;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is carried by backups to a server from elsewhere, and away from it again. */
class MigrationTest {

  @TempDir
  Path directory;

  @Test
  void fromMemoryToRocksDbToPostgresToMemory() {
    PostgresFixture fixture = new PostgresFixture();
    long seed = Long.getLong("dfdb.backup.seed", 1_000_000);
    StorageProviders providers = StorageProviders.find();
    try (Storage first = providers.open(Map.of("type", "memory"));
        Storage second = providers.open(
            Map.of("type", "rocksdb", "path", directory.toString(), "memory-bytes", "32MiB"));
        Storage third = fixture.open(Map.of());
        Storage fourth = providers.open(Map.of("type", "memory"))) {
      Carried.through(seed, first, List.of(second, third, fourth));
    } finally {
      fixture.wipe();
    }
  }
}

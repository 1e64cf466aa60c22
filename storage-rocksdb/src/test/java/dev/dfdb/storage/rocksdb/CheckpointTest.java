package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups by checkpoint. */
class CheckpointTest {

  @TempDir
  Path home;

  @Test
  void aCheckpointOpensAndIsEqual() throws IOException {
    Path backup = home.resolve("backup");
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      for (Durability durability : Durability.values()) {
        Stores.put(storage, Stores.text(durability.name()), new byte[100], durability);
      }
      storage.compact();
      Stores.put(storage, Stores.text("in the memtable"), new byte[1], Durability.NONE);
      List<Entry> expected = Stores.entries(storage);
      storage.checkpoint(backup);
      storage.put(Stores.text("later"), new byte[1]);
      try (RocksDbStorage copy = Stores.open(backup, "create-if-missing", false)) {
        assertEquals(expected, Stores.entries(copy));
        copy.put(Stores.text("elsewhere"), new byte[1]);
      }
      assertEquals(expected.size() + 1, Stores.entries(storage).size());
      Path file = Stores.files(backup, ".sst").get(0);
      assertTrue(
          Files.exists(home.resolve("db").resolve(file.getFileName()))
              && (int) Files.getAttribute(file, "unix:nlink") > 1,
          "it is made of links");
    }
  }

  @Test
  void aTargetThatExistsIsRefused() {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      assertThrows(MisconfiguredException.class, () -> storage.checkpoint(home));
    }
  }

  @Test
  void aTargetThatCannotBeMadeIsUnavailable() {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      Path nowhere = home.resolve("no/such/parent");
      assertThrows(StorageUnavailableException.class, () -> storage.checkpoint(nowhere));
      storage.put(Stores.key(1), Stores.key(1));
    }
  }

  @Test
  void aClosedStorageMakesNone() {
    RocksDbStorage storage = Stores.open(home.resolve("db"));
    storage.close();
    assertThrows(StorageClosedException.class, () -> storage.checkpoint(home.resolve("backup")));
  }
}

package dev.dfdb.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryStorageProviderTest {

  @Test
  void theBackendIsFoundByItsType() {
    try (Storage storage = StorageProviders.find().open(Map.of("type", "memory"))) {
      assertInstanceOf(MemoryStorage.class, storage);
      assertEquals(
          new Limits(16 << 10, 64 << 20, 256L << 20), storage.capabilities().limits());
    }
  }

  @Test
  void limitsCanBeChosen() {
    Map<String, ?> config =
        Map.of("type", "memory", "max-value-bytes", "1MiB", "max-batch-bytes", "8MiB");
    try (Storage storage = StorageProviders.find().open(config)) {
      assertEquals(
          new Limits(16 << 10, 1 << 20, 8L << 20), storage.capabilities().limits());
    }
  }

  @Test
  void aBatchLimitTooSmallForOneEntryIsRefused() {
    Map<String, ?> config =
        Map.of("type", "memory", "max-value-bytes", "1MiB", "max-batch-bytes", "1MiB");

    MisconfiguredException error =
        assertThrows(MisconfiguredException.class, () -> StorageProviders.find().open(config));

    assertEquals("max-batch-bytes", error.context().get("option"));
  }

  @Test
  void anyDurabilityOfOtherBackendsIsAccepted() {
    for (String durability : new String[] {"sync", "async", "none"}) {
      StorageProviders.find()
          .open(Map.of("type", "memory", "durability", durability))
          .close();
    }
    MisconfiguredException error = assertThrows(
        MisconfiguredException.class,
        () -> StorageProviders.find().open(Map.of("type", "memory", "durability", "eventually")));
    assertTrue(error.getMessage().contains("sync, async, none"), error.getMessage());
  }
}

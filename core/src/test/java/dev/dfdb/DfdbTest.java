package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.SortedMapStorage;
import dev.dfdb.storage.WriteBatch;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a database is opened with. */
class DfdbTest {

  private static MisconfiguredException refused(Map<String, ?> config) {
    return assertThrows(
        MisconfiguredException.class, () -> Dfdb.createDb(config).close());
  }

  @Test
  void unknownKeysAreNamedWithTheValidOnes() {
    MisconfiguredException refusal = refused(Map.of("storage-confg", Map.of()));
    assertEquals("storage-confg", refusal.context().get("key"));
    assertTrue(
        refusal.getMessage().contains("storage-config, namespace, schema-mode"),
        refusal.getMessage());
  }

  @Test
  void valuesOfWrongTypesAreRefused() {
    refused(Map.of("storage", "memory"));
    refused(Map.of("storage-config", "memory"));
    refused(Map.of("schema-mode", "loose"));
    refused(Map.of("storage", new SortedMapStorage(), "storage-config", Map.of("type", "memory")));
  }

  @Test
  void storagesThatHoldSomethingElseAreLeftAlone() {
    SortedMapStorage storage = new SortedMapStorage();
    storage.batchWrite(
        WriteBatch.builder().put(new byte[] {1, 2}, new byte[] {3}).build());
    refused(Map.of("storage", storage));
    assertEquals(1, storage.batches());
  }

  @Test
  void aStorageTheCallerOpenedStaysOpen() {
    SortedMapStorage storage = new SortedMapStorage();
    Dfdb.createDb(Map.of("storage", storage)).close();
    assertEquals(1, storage.batches());
    Dfdb.createDb(Map.of("storage", storage)).close();
  }
}

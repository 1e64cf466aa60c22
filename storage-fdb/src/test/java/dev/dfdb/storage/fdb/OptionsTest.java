package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.directory.DirectoryLayer;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Options mean what they say, and what the client library would not take is refused with a name.
 */
class OptionsTest {

  private static final byte[] KEY = {1};

  private final SimulatedCluster cluster = new SimulatedCluster(Seeds.SEED, Seeds.FAULTS);

  @AfterEach
  void close() {
    cluster.close();
  }

  private void assertRefused(String option, Object value) {
    MisconfiguredException failure = assertThrows(
        MisconfiguredException.class, () -> cluster.open(Map.of(option, value)).close());
    assertTrue(failure.getMessage().contains(option), failure::getMessage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "max-retry-delay"})
  void timesAreAtMostWhatTheClientLibraryCanCount(String option) {
    assertRefused(option, "600h");
    assertRefused(option, "100000000h");
    cluster.open(Map.of(option, "576h")).close();
  }

  @Test
  void connectTimeoutTooAndBeforeAnyLibraryIsLoaded() {
    MisconfiguredException failure = assertThrows(
        MisconfiguredException.class,
        () -> FdbStorage.open(Map.of("connect-timeout", "600h")).close());
    assertTrue(failure.getMessage().contains("connect-timeout"), failure::getMessage);
  }

  @Test
  void aTagHasAtMostSixteenBytes() {
    assertRefused("tag", "seventeen bytes!!");
    assertRefused("tag", "ääääääääa");
    cluster.open(Map.of("tag", "ääääääää")).close();
  }

  @Test
  void aDirectoryKeepsItsKeysApartAndIsFoundAgain() {
    try (FdbStorage shop = cluster.open(patiently("apps/shop"));
        FdbStorage again = cluster.open(patiently("apps/shop"));
        FdbStorage other = cluster.open(patiently("apps/other"));
        FdbStorage none = cluster.open(Map.of())) {
      shop.put(KEY, KEY);
      assertArrayEquals(KEY, again.get(KEY));
      assertNull(other.get(KEY));
      assertNull(none.get(KEY));
      other.put(KEY, new byte[] {2});
      assertArrayEquals(KEY, shop.get(KEY));
    }
    try (Database database = cluster.database()) {
      cluster.setFaults(Faults.NONE);
      assertEquals(
          List.of("other", "shop"),
          DirectoryLayer.getDefault().list(database, List.of("apps")).join());
    }
  }

  /**
   * The directory layer asks for so much that few attempts meet no fault, and draws names from a
   * random number of its own.
   */
  private static Map<String, Object> patiently(String directory) {
    return Map.of("directory", directory, "timeout", "24h", "retry-limit", 10_000);
  }

  @Test
  void aDirectoryOfSomethingElseIsRefused() {
    cluster.setFaults(Faults.NONE);
    try (Database database = cluster.database()) {
      DirectoryLayer.getDefault()
          .create(database, List.of("taken"), new byte[] {7})
          .join();
    }
    assertRefused("directory", "taken");
    assertRefused("directory", "a//b");
    assertRefused("directory", "/a");
  }
}

package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.RequestKind;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each call asks the cluster for, as STORAGE-BACKENDS.md says. */
class RoundTripsTest {

  private final SimulatedCluster cluster = new SimulatedCluster(1, Faults.NONE);
  private final FdbStorage storage = cluster.open(Map.of());

  @AfterEach
  void close() {
    storage.close();
    cluster.close();
  }

  private Map<RequestKind, Long> requestsOf(Runnable call) {
    Map<RequestKind, Long> before = cluster.requests();
    call.run();
    Map<RequestKind, Long> more = new EnumMap<>(cluster.requests());
    before.forEach((kind, count) -> more.merge(kind, -count, Long::sum));
    more.values().removeIf(count -> count == 0);
    return more;
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  @Test
  void aColdPointReadIsAVersionAndTheValue() {
    storage.put(key(1), key(2));
    assertEquals(
        Map.of(RequestKind.READ_VERSION, 1L, RequestKind.READ, 1L),
        requestsOf(() -> storage.get(key(1))));
  }

  @Test
  void aReadOfASnapshotIsTheValueOnly() {
    storage.put(key(1), key(2));
    try (Snapshot snapshot = storage.snapshot()) {
      assertEquals(Map.of(RequestKind.READ, 1L), requestsOf(() -> snapshot.get(key(1))));
    }
  }

  @Test
  void aGuardedBatchIsAVersionTheGuardsAndTheCommit() {
    storage.put(key(1), key(1));
    cluster.advance(Duration.ofSeconds(3)); // what the last batch left is no longer relied on
    WriteBatch batch =
        WriteBatch.builder().requireHolds(key(1), key(1)).put(key(1), key(2)).build();
    // The guard, and whether values in chunks may have to be removed, are asked for at once.
    assertEquals(
        Map.of(RequestKind.READ_VERSION, 1L, RequestKind.READ, 2L, RequestKind.COMMIT, 1L),
        requestsOf(() -> storage.batchWrite(batch)));
  }

  @Test
  void aBatchGuardedOnWhatTheOneBeforeHasLeftIsTheCommitOnly() {
    storage.batchWrite(
        WriteBatch.builder().requireAbsent(key(1)).put(key(1), key(1)).build());
    WriteBatch next =
        WriteBatch.builder().requireHolds(key(1), key(1)).put(key(1), key(2)).build();
    assertEquals(Map.of(RequestKind.COMMIT, 1L), requestsOf(() -> storage.batchWrite(next)));
  }

  @Test
  void aPageOfAScanIsOne() {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < 1_000; i++) {
      batch.put(key(i), new byte[100]);
    }
    storage.batchWrite(batch.build());
    try (Snapshot snapshot = storage.snapshot()) {
      ScanOptions few = ScanOptions.FORWARD.withLimit(20);
      assertEquals(
          Map.of(RequestKind.RANGE, 1L),
          requestsOf(() -> snapshot.scan(KeyRange.all(), few).close()));
      // 32 entries, then as many as a reply holds
      assertEquals(Map.of(RequestKind.RANGE, 3L), requestsOf(() -> readAll(snapshot)));
    }
  }

  private static void readAll(Snapshot snapshot) {
    try (Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
      int count = 0;
      while (cursor.next()) {
        count++;
      }
      assertEquals(1_000, count);
    }
  }

  @Test
  void aWarmTransactionIsTheCommitOnly() {
    try (Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      connection.transact("[{:n 1}]");
      assertEquals(
          Map.of(RequestKind.COMMIT, 1L), requestsOf(() -> connection.transact("[{:n 2}]")));
    }
  }

  @Test
  void whatWasPulledBeforeIsKnownWithAndWithoutThePageCache() {
    Map<RequestKind, Long> root = Map.of(RequestKind.READ_VERSION, 1L, RequestKind.READ, 1L);
    assertEquals(root, requestsOfPullAgain(Map.of("storage", storage)));
    assertEquals(root, requestsOfPullAgain(Map.of("storage", storage, "page-cache", 0)));
  }

  private Map<RequestKind, Long> requestsOfPullAgain(Map<String, ?> config) {
    try (Connection connection = Dfdb.createDb(config)) {
      long e = connection.transact("[{:db/id \"e\" :n 1}]").id("e");
      connection.db().pull("[:n]", e);
      return requestsOf(() -> connection.db().pull("[:n]", e));
    }
  }

  @Test
  void aPageOfLongValuesIsOneAndWhatComesBehindIsAskedForAhead() {
    for (int i = 0; i < 4; i++) {
      storage.put(key(i), new byte[90_000]);
    }
    try (Snapshot snapshot = storage.snapshot()) {
      // Each is more than a reply holds: the binding asks for the next when it gives the first.
      assertEquals(
          Map.of(RequestKind.RANGE, 1L, RequestKind.RANGE_PART, 1L),
          requestsOf(() -> snapshot.scan(KeyRange.all(), ScanOptions.FORWARD).close()));
    }
  }

  @Test
  void aLongScanAsksNowAndThenWhetherItsStateStillIsTheNewest() {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < 1_000; i++) {
      batch.put(key(i), new byte[100]);
    }
    storage.batchWrite(batch.build());
    try (Snapshot snapshot = storage.snapshot()) {
      cluster.advance(Duration.ofSeconds(3));
      assertEquals(
          Map.of(RequestKind.READ, 1L, RequestKind.COMMIT, 1L),
          requestsOf(() -> snapshot.get(key(1))));
      assertEquals(Map.of(RequestKind.READ, 1L), requestsOf(() -> snapshot.get(key(1))));
    }
  }

  @Test
  void aColdReadOfTheDatabaseLooksForTheRootAndReadsTheDatom() {
    try (Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      long e = connection.transact("[{:db/id \"e\" :n 1}]").id("e");
      String query = "[:find ?n . :in $ ?e :where [?e :n ?n]]";
      // Is there a newer state; a snapshot, and whether it is that one; the datom.
      assertEquals(
          Map.of(RequestKind.READ_VERSION, 2L, RequestKind.READ, 4L),
          requestsOf(() -> connection.db().q(query, e)));
      // Is there a newer state; what was read of this one is remembered.
      assertEquals(
          Map.of(RequestKind.READ_VERSION, 1L, RequestKind.READ, 1L),
          requestsOf(() -> connection.db().q(query, e)));
    }
  }
}

package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.fdb.simulation.Fault;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a cluster refuses for the moment is tried again, and done once. */
class RetriesTest {

  private static final byte[] COUNTER = {1};

  private static final Map<String, Object> OPTIONS =
      Map.of("tag", "sixteen bytes ok", "priority", "batch", "max-retry-delay", "100ms");

  private static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void noFaultLosesOrDoublesAnything(Fault fault) {
    Faults faults = Faults.NONE.with(fault, 0.4);
    try (SimulatedCluster cluster = new SimulatedCluster(Seeds.SEED, faults);
        FdbStorage storage = cluster.open(OPTIONS)) {
      storage.put(COUNTER, number(0));
      for (int i = 0; i < 60; i++) {
        storage.batchWrite(WriteBatch.builder()
            .requireHolds(COUNTER, number(i))
            .put(COUNTER, number(i + 1))
            .put(new byte[] {2, (byte) i}, new byte[2_000])
            .build());
      }
      assertArrayEquals(number(60), storage.get(COUNTER));
      try (Snapshot snapshot = storage.snapshot();
          Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.REVERSE)) {
        int count = 0;
        while (cursor.next()) {
          count++;
        }
        assertEquals(61, count);
      }
      storage.compact();
    }
  }

  @Test
  void aClusterThatStaysLockedIsSaidToBe() {
    Faults faults = Faults.NONE.with(Fault.LOCKED, 1);
    try (SimulatedCluster cluster = new SimulatedCluster(1, Faults.NONE);
        FdbStorage storage = cluster.open(Map.of("timeout", "5s"))) {
      cluster.setFaults(faults);
      long before = cluster.nanos();
      StorageException failure =
          assertThrows(StorageUnavailableException.class, () -> storage.put(COUNTER, COUNTER));
      assertTrue(failure.getMessage().contains("locked"), failure::getMessage);
      long took = cluster.nanos() - before;
      assertTrue(took < Duration.ofSeconds(7).toNanos(), () -> "nanoseconds: " + took);
      cluster.setFaults(Faults.NONE);
    }
  }

  @Test
  void aCommitMayHappenAfterItsClientHasGivenUp() {
    try (SimulatedCluster cluster = new SimulatedCluster(1, Faults.NONE);
        FdbStorage storage = cluster.open(Map.of("timeout", "500ms"))) {
      storage.batchWrite(
          WriteBatch.builder().requireAbsent(COUNTER).put(COUNTER, number(0)).build());
      cluster.down();
      WriteBatch batch = WriteBatch.builder()
          .requireHolds(COUNTER, number(0))
          .put(COUNTER, number(1))
          .build();
      assertThrows(OutcomeUnknownException.class, () -> storage.batchWrite(batch));
      cluster.up();
      CompletableFuture<Void> change = storage.whenChanged(COUNTER, number(0)).orElseThrow();
      while (!change.isDone()) {
        storage.get(COUNTER); // time passes only while somebody waits
      }
      assertArrayEquals(number(1), storage.get(COUNTER));
    }
  }
}

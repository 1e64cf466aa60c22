package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What one thread does, whether with a storage or with a database, meets the same replies and
 * faults in the same order each time a cluster has the same seed.
 */
class ReplayTest {

  private static long course(long seed, Consumer<SimulatedCluster> what) {
    try (SimulatedCluster cluster = new SimulatedCluster(seed, Faults.MANY)) {
      what.accept(cluster);
      return cluster.course();
    }
  }

  private static void assertReplays(Consumer<SimulatedCluster> what) {
    long course = course(Seeds.SEED, what);
    assertEquals(course, course(Seeds.SEED, what));
    assertNotEquals(course, course(Seeds.SEED + 1, what));
  }

  @Test
  void aStorageDoes() {
    assertReplays(cluster -> {
      SplittableRandom random = new SplittableRandom(1);
      try (FdbStorage storage = cluster.open(Map.of());
          FdbStorage other = cluster.open(Map.of())) {
        for (int i = 0; i < 200; i++) {
          byte[] key = ByteBuffer.allocate(4).putInt(random.nextInt(40)).array();
          storage.batchWrite(WriteBatch.builder()
              .put(key, new byte[random.nextInt(3_000)])
              .delete(new byte[] {7, (byte) i})
              .build());
          other.get(key);
          try (Snapshot snapshot = other.snapshot();
              Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.REVERSE)) {
            for (int left = random.nextInt(50); left > 0 && cursor.next(); left--) {
              cursor.value();
            }
          }
        }
        other.compact();
      }
    });
  }

  @Test
  void aDatabaseDoes() {
    assertReplays(cluster -> {
      SplittableRandom random = new SplittableRandom(1);
      try (FdbStorage storage = cluster.open(Map.of());
          FdbStorage other = cluster.open(Map.of());
          Connection connection = Dfdb.createDb(Map.of("storage", storage));
          Connection reader = Dfdb.createDb(Map.of("storage", other))) {
        for (int i = 0; i < 60; i++) {
          connection.transact("[{:n " + random.nextInt(10) + " :text \"" + i + "\"}]");
          reader.db().q("[:find (count ?e) . :where [?e :n " + random.nextInt(10) + "]]");
        }
        reader.verify();
        connection.compact();
      }
    });
  }
}

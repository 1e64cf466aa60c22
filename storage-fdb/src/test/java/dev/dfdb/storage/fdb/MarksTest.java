package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.Transaction;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Compacting removes the marks of processes that are gone, and of no others. */
class MarksTest {

  private static final int GONE = 2_500;
  private static final byte[] KEY = {1};

  private final SimulatedCluster cluster = new SimulatedCluster(Seeds.SEED, Faults.NONE);
  private final FdbStorage storage = cluster.open(Map.of());
  private final Keyspace keyspace = new Keyspace("dfdb");

  @AfterEach
  void close() {
    storage.close();
    cluster.close();
  }

  private static byte[] mark(long version) {
    return ByteBuffer.allocate(16).putLong(1).putLong(version).array();
  }

  private int marks() {
    try (Database database = cluster.database()) {
      return database
          .run(transaction -> transaction
              .getRange(keyspace.marksBegin(), keyspace.marksEnd())
              .asList()
              .join())
          .size();
    }
  }

  private void leaveMarks() {
    try (Database database = cluster.database();
        Transaction transaction = database.createTransaction()) {
      for (int i = 0; i < GONE; i++) {
        byte[] writer = ByteBuffer.allocate(20).putInt(16, i).array();
        transaction.set(keyspace.mark(writer), mark(1_000));
      }
      transaction.commit().join();
    }
  }

  @Test
  void allThatAreOldGoAndTheYoungStay() {
    leaveMarks();
    cluster.advance(Duration.ofDays(1));
    storage.put(KEY, KEY);
    storage.compact();
    assertEquals(GONE + 1, marks(), "a day is not old");
    cluster.advance(Duration.ofHours(25));
    storage.put(KEY, KEY);
    cluster.setFaults(Seeds.FAULTS);
    storage.compact();
    assertEquals(1, marks());
  }

  @Test
  void theMarkOfAWriterThatComesBackWhileItIsRemovedStays() throws Exception {
    for (long seed = 0; seed < 40; seed++) {
      try (SimulatedCluster shared = new SimulatedCluster(seed, Faults.NONE);
          FdbStorage sleeper = shared.open(Map.of());
          FdbStorage cleaner = shared.open(Map.of())) {
        sleeper.put(KEY, KEY);
        shared.advance(Duration.ofDays(3));
        shared.run(List.of(cleaner::compact, () -> sleeper.put(KEY, new byte[] {2})));
        try (Database database = shared.database()) {
          int left = database
              .run(transaction -> transaction
                  .getRange(keyspace.marksBegin(), keyspace.marksEnd())
                  .asList()
                  .join())
              .size();
          assertEquals(1, left, "seed " + seed);
        }
      }
    }
  }
}

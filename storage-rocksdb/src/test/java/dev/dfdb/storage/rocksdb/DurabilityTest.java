package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.WriteBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the log is synced, and what the death of the process leaves (S6). */
class DurabilityTest {

  private static final byte[] VALUE = {1};

  @TempDir
  Path home;

  @Test
  void eachSyncWriteOfALoneWriterSyncsTheLog() {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      long before = Stores.figure(storage, "wal-syncs");
      storage.put(Stores.key(1), VALUE);
      storage.delete(Stores.key(1));
      storage.batchWrite(WriteBatch.builder().put(Stores.key(2), VALUE).build());
      assertEquals(before + 3, Stores.figure(storage, "wal-syncs"));
    }
  }

  @Test
  void asyncWritesAreNotSyncedUntilAsked() {
    try (RocksDbStorage storage =
        Stores.open(home.resolve("db"), "durability", "async", "async-sync-interval", 0)) {
      long before = Stores.figure(storage, "wal-syncs");
      for (int i = 0; i < 100; i++) {
        storage.put(Stores.key(i), VALUE);
      }
      assertEquals(before, Stores.figure(storage, "wal-syncs"));
      storage.sync();
      assertEquals(before + 1, Stores.figure(storage, "wal-syncs"));
      storage.sync();
      assertEquals(before + 1, Stores.figure(storage, "wal-syncs"), "nothing new to sync");
    }
  }

  @Test
  void aSyncWriteSyncsTheAsyncOnesBeforeIt() {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"), "async-sync-interval", 0)) {
      Stores.put(storage, Stores.key(1), VALUE, Durability.ASYNC);
      Stores.put(storage, Stores.key(2), VALUE, Durability.SYNC);
      long before = Stores.figure(storage, "wal-syncs");
      storage.sync();
      assertEquals(before, Stores.figure(storage, "wal-syncs"));
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void theIntervalSyncsAsyncWrites() {
    try (RocksDbStorage storage =
        Stores.open(home.resolve("db"), "durability", "async", "async-sync-interval", "20ms")) {
      for (int round = 0; round < 5; round++) {
        long before = Stores.figure(storage, "wal-syncs");
        storage.put(Stores.key(round), VALUE);
        while (Stores.figure(storage, "wal-syncs") == before) {
          Thread.onSpinWait();
        }
      }
    }
  }

  @Test
  void sixteenWritersCommitAllWithNoMoreSyncsThanCommits() throws Exception {
    int writers = 16;
    long each = 100;
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      long syncs = Stores.figure(storage, "wal-syncs");
      long commits = Stores.figure(storage, "commits");
      Threads.run(writers, writer -> {
        for (int i = 0; i < each; i++) {
          storage.put(Stores.key(writer * 1_000L + i), VALUE);
        }
      });
      assertEquals(commits + writers * each, Stores.figure(storage, "commits"));
      long made = Stores.figure(storage, "wal-syncs") - syncs;
      assertTrue(made <= writers * each, () -> made + " syncs"); // GroupCommitTest has them share
      assertEquals(writers * each, Stores.entries(storage).size());
    }
  }

  @Test
  void guardedIncrementsInEveryDurabilityLoseNothing() throws Exception {
    byte[] counter = Stores.text("counter");
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      storage.put(counter, Stores.key(0));
      Threads.run(9, writer -> {
        Durability durability = Stores.durability(writer);
        for (int i = 0; i < 30; i++) {
          increment(storage, counter, durability);
        }
      });
      assertArrayEquals(Stores.key(270), storage.get(counter));
    }
  }

  private static void increment(RocksDbStorage storage, byte[] counter, Durability durability) {
    while (true) {
      byte[] before = java.util.Objects.requireNonNull(storage.get(counter));
      long next = java.nio.ByteBuffer.wrap(before).getLong() + 1;
      try {
        storage.batchWrite(WriteBatch.builder()
            .requireHolds(counter, before)
            .put(counter, Stores.key(next))
            .durability(durability)
            .build());
        return;
      } catch (dev.dfdb.error.ConflictException again) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void unloggedWritesMayDieWithTheProcessAndLoggedOnesMayNot() throws IOException {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      Stores.put(storage, Stores.key(1), VALUE, Durability.SYNC);
      Stores.put(storage, Stores.key(2), VALUE, Durability.ASYNC);
      Stores.put(storage, Stores.key(3), VALUE, Durability.NONE);
      try (RocksDbStorage copy = killed()) {
        assertNotNull(copy.get(Stores.key(1)));
        assertNotNull(copy.get(Stores.key(2)));
        assertNull(copy.get(Stores.key(3)));
      }
    }
  }

  @Test
  void noLoggedWriteSurvivesAnUnloggedOneBeforeIt() throws IOException {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      for (Durability later : List.of(Durability.SYNC, Durability.ASYNC)) {
        Stores.put(storage, Stores.text("none " + later), VALUE, Durability.NONE);
        Stores.put(storage, Stores.text("then " + later), VALUE, later);
      }
      try (RocksDbStorage copy = killed()) {
        assertEquals(4, Stores.entries(copy).size());
      }
    }
  }

  @Test
  void syncCompactAndCloseKeepUnloggedWrites() throws IOException {
    List<Runnable> barriers = new ArrayList<>();
    Path directory = home.resolve("db");
    RocksDbStorage storage = Stores.open(directory, "durability", "none");
    barriers.add(storage::sync);
    barriers.add(storage::compact);
    for (int i = 0; i < barriers.size(); i++) {
      storage.put(Stores.key(i), VALUE);
      barriers.get(i).run();
      try (RocksDbStorage copy = killed()) {
        assertEquals(i + 1, Stores.entries(copy).size());
      }
    }
    storage.put(Stores.key(9), VALUE);
    storage.close();
    try (RocksDbStorage reopened = Stores.open(directory)) {
      assertEquals(3, Stores.entries(reopened).size());
    }
  }

  @Test
  void closingSyncsTheLog() throws IOException {
    Path directory = home.resolve("db");
    RocksDbStorage storage =
        Stores.open(directory, "durability", "async", "async-sync-interval", 0);
    for (int i = 0; i < 10; i++) {
      storage.put(Stores.key(i), VALUE);
    }
    storage.close();
    try (RocksDbStorage reopened = Stores.open(directory)) {
      assertEquals(10, Stores.entries(reopened).size());
    }
  }

  /** What the death of the process would leave of the database now, opened. */
  private RocksDbStorage killed() throws IOException {
    Path copy = java.nio.file.Files.createTempDirectory(home, "killed");
    Stores.copy(home.resolve("db"), copy);
    return Stores.open(copy);
  }
}

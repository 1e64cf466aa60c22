package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.support.OpenResources;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Closing in the middle of everything (S8). A mistake here does not fail the test: it takes the
 * process down.
 */
class CloseStressTest {

  private static final int ROUNDS = Integer.getInteger("dfdb.rocksdb.close-rounds", 6);
  private static final int KEYS = 2_000;

  @TempDir
  Path home;

  private final Logger leaks = Logger.getLogger(OpenResources.LOGGER);

  @BeforeEach
  void expectLeaks() {
    leaks.setUseParentHandlers(false);
  }

  @AfterEach
  void reportLeaks() {
    leaks.setUseParentHandlers(true);
  }

  @Test
  void everyCallMeetsTheEndOfTheStorage() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      RocksDbStorage storage = Stores.open(home.resolve("db"), "durability", "async");
      fill(storage);
      Cursor shared = storage.scan(KeyRange.all(), ScanOptions.FORWARD);
      Snapshot sharedSnapshot = storage.snapshot();
      int workers = 10;
      CountDownLatch busy = new CountDownLatch(workers);
      Threads.run(workers + 2, worker -> {
        if (worker >= workers) {
          busy.await();
          storage.close();
          return;
        }
        try {
          for (int i = 0; true; i++) {
            work(storage, sharedSnapshot, worker, i);
            if (i == 2) {
              busy.countDown();
            }
          }
        } catch (StorageClosedException expected) {
          busy.countDown();
        }
      });
      assertThrows(StorageClosedException.class, shared::next);
      assertThrows(StorageClosedException.class, () -> sharedSnapshot.get(Stores.key(1)));
      shared.close();
      sharedSnapshot.close();
      storage.close();
    }
  }

  private static void work(RocksDbStorage storage, Snapshot shared, int worker, int i) {
    byte[] key = Stores.key(ThreadLocalRandom.current().nextInt(KEYS));
    switch (worker) {
      case 0 -> storage.get(key);
      case 1 -> storage.getAll(List.of(key, Stores.key(i), Stores.key(-1)));
      case 2 ->
        storage.batchWrite(
            WriteBatch.builder().put(key, key).durability(Stores.durability(i)).build());
      case 3 -> walk(storage.scan(KeyRange.all(), ScanOptions.FORWARD), i % 3 == 0);
      case 4 -> walk(shared.scan(KeyRange.atLeast(key), ScanOptions.REVERSE), i % 3 == 0);
      case 5 -> {
        walk(cursorThatOutlivesItsSnapshot(storage), i % 2 == 0);
      }
      case 6 -> shared.get(key);
      case 7 -> storage.compact();
      case 8 -> storage.load(entries(i));
      default -> {
        storage.statistics();
        storage.sync();
      }
    }
  }

  private static Cursor cursorThatOutlivesItsSnapshot(RocksDbStorage storage) {
    try (Snapshot snapshot = storage.snapshot()) {
      return snapshot.scan(KeyRange.all(), ScanOptions.FORWARD);
    }
  }

  /** Walks to the end; closes the cursor, or leaves that to the storage. */
  private static void walk(Cursor cursor, boolean leave) {
    byte[] buffer = new byte[8];
    int steps = 0;
    while (steps < 500 && cursor.next()) {
      steps += cursor.readKey(buffer) / 8;
      cursor.value();
      cursor.key();
    }
    if (!leave) {
      cursor.close();
    }
  }

  private static Iterator<Entry> entries(int i) {
    return Stream.iterate(0, n -> n < 3_000, n -> n + 1)
        .map(n -> new Entry(Stores.key(n * (long) (i % 2 == 0 ? 1 : -1)), new byte[500]))
        .iterator();
  }

  @Test
  void oneCursorIsClosedWhileItIsRead() throws Exception {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      fill(storage);
      for (int round = 0; round < ROUNDS * 10; round++) {
        Cursor cursor = storage.scan(KeyRange.all(), ScanOptions.FORWARD);
        Threads.run(3, thread -> {
          if (thread > 0) {
            cursor.close();
            return;
          }
          try {
            while (cursor.next()) {
              cursor.key();
            }
          } catch (StorageClosedException expected) {
            assertThrows(StorageClosedException.class, cursor::key);
          }
        });
      }
      assertEquals(0, Stores.figure(storage, "open-cursors"));
    }
  }

  @Test
  void aSnapshotIsClosedWhileItIsRead() throws Exception {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      fill(storage);
      for (int round = 0; round < ROUNDS * 10; round++) {
        Snapshot snapshot = storage.snapshot();
        Threads.run(4, thread -> {
          if (thread == 3) {
            snapshot.close();
            return;
          }
          try {
            for (int i = 0; i < 100; i++) {
              Objects.requireNonNull(snapshot.get(Stores.key(i)));
              if (thread == 2) {
                try (Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
                  cursor.next();
                }
              }
            }
          } catch (StorageClosedException expected) {
            assertThrows(StorageClosedException.class, () -> snapshot.get(Stores.key(1)));
          }
        });
      }
      assertEquals(0, Stores.figure(storage, "open-snapshots"));
    }
  }

  @Test
  void closingEndsACompactionEarly() throws Exception {
    RocksDbStorage storage = Stores.open(home.resolve("db"), "durability", "none");
    storage.load(Stream.iterate(0, n -> n < 200_000, n -> n + 1)
        .map(n -> new Entry(Stores.key(n), new byte[100]))
        .iterator());
    CountDownLatch begun = new CountDownLatch(1);
    Threads.run(2, thread -> {
      if (thread == 0) {
        begun.await();
        storage.close();
        return;
      }
      try {
        while (true) {
          begun.countDown();
          storage.compact();
        }
      } catch (StorageClosedException expected) {
        storage.close();
      }
    });
  }

  private static void fill(RocksDbStorage storage) {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < KEYS; i++) {
      batch.put(Stores.key(i), new byte[50]);
    }
    storage.batchWrite(batch.build());
  }
}

package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads of entries in every order (S11). */
class BulkLoadTest {

  private static final int MANY = 60_000;
  private static final byte[] VALUE = new byte[100];

  @TempDir
  Path home;

  @Test
  void ascendingEntriesBecomeFilesWithoutLogOrMemtable() throws IOException {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      long logged = Stores.figure(storage, "wal-bytes");
      assertEquals(MANY, storage.load(entries(MANY, Stores::key)));
      assertEquals(logged, Stores.figure(storage, "wal-bytes"));
      assertEquals(0, Stores.figure(storage, "flushed-bytes"));
      assertEquals(MANY, Stores.entries(storage).size());
      assertEquals(List.of(), Stores.files(home.resolve("db/dfdb-load"), ""));
      checkSurvivesDeath(MANY);
    }
  }

  @Test
  void entriesInNoOrderAreLoadedToo() throws IOException {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      long logged = Stores.figure(storage, "wal-bytes");
      storage.load(entries(MANY, n -> Stores.key(n * 0x9E3779B97F4A7C15L)));
      assertEquals(logged, Stores.figure(storage, "wal-bytes"));
      assertEquals(MANY, Stores.entries(storage).size());
      checkSurvivesDeath(MANY);
    }
  }

  @Test
  void aFewEntriesGoThroughTheLog() throws IOException {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      storage.load(entries(10, Stores::key));
      assertEquals(List.of(), Stores.files(home.resolve("db"), ".sst"));
      checkSurvivesDeath(10);
    }
  }

  @Test
  void runsAndDisorderMayAlternateAndTheLastOfAKeyWins() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    List<Entry> entries = new ArrayList<>();
    for (int part = 0; part < 12; part++) {
      long from = random.nextInt(20_000);
      boolean ascending = random.nextBoolean();
      for (int i = 0; i < 15_000; i++) {
        long number = ascending ? from + i : random.nextInt(40_000);
        byte[] value = Arrays.copyOf(Stores.key(entries.size()), 100);
        entries.add(new Entry(Stores.key(number), value));
        model.put(Stores.key(number), value);
      }
    }
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      storage.put(Stores.key(-1), VALUE);
      model.put(Stores.key(-1), VALUE);
      assertEquals(entries.size(), storage.load(entries.iterator()));
      List<Entry> expected = new ArrayList<>();
      model.forEach((key, value) -> expected.add(new Entry(key, value)));
      assertTrue(expected.equals(Stores.entries(storage)), () -> "seed " + seed);
    }
  }

  @Test
  void anIteratorMayUseItsArraysAgain() {
    byte[] key = new byte[8];
    byte[] value = new byte[100];
    Iterator<Entry> reusing = LongStream.range(0, MANY)
        .mapToObj(n -> {
          System.arraycopy(Stores.key(n), 0, key, 0, 8);
          System.arraycopy(Stores.key(n), 0, value, 0, 8);
          return new Entry(key, value);
        })
        .iterator();
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      storage.load(reusing);
      assertEquals(MANY, Stores.entries(storage).size());
      byte[] read = Objects.requireNonNull(storage.get(Stores.key(777)));
      assertArrayEquals(Stores.key(777), Arrays.copyOf(read, 8));
    }
  }

  @Test
  void aSnapshotDoesNotSeeALoadedFile() {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      storage.put(Stores.key(5), Stores.text("before"));
      try (Snapshot snapshot = storage.snapshot()) {
        storage.load(entries(MANY, Stores::key));
        assertArrayEquals(Stores.text("before"), snapshot.get(Stores.key(5)));
        assertNull(snapshot.get(Stores.key(6)));
      }
      assertArrayEquals(VALUE, storage.get(Stores.key(5)));
    }
  }

  @Test
  void whatWasAcknowledgedBeforeSurvivesWhereverTheLoadDoes() throws IOException {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"), "durability", "none")) {
      storage.put(Stores.key(-1), VALUE);
      Iterator<Entry> interrupted = LongStream.iterate(0, n -> n + 1)
          .mapToObj(n -> {
            if (n == 1_000_000) {
              throw new IllegalStateException("meant");
            }
            return new Entry(Stores.key(n), VALUE);
          })
          .iterator();
      assertThrows(IllegalStateException.class, () -> storage.load(interrupted));
      assertEquals(List.of(), Stores.files(home.resolve("db/dfdb-load"), ""));
      int left = Stores.entries(storage).size();
      assertTrue(left > 1 && left < 1_000_000, () -> left + " entries");
      checkSurvivesDeath(left);
    }
  }

  @Test
  void leftoversOfALoadThatDiedAreRemovedAtOpen() throws IOException {
    Path folder = home.resolve("db/dfdb-load");
    Files.createDirectories(folder);
    Files.write(folder.resolve("1-2-3"), new byte[10]);
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      assertEquals(List.of(), Stores.entries(storage));
      assertEquals(List.of(), Stores.files(folder, ""));
    }
  }

  @Test
  void limitsHoldForALoad() {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"), "max-value-bytes", "1KiB")) {
      List<Entry> entries =
          List.of(new Entry(Stores.key(1), VALUE), new Entry(Stores.key(2), new byte[1025]));
      assertThrows(LimitExceededException.class, () -> storage.load(entries.iterator()));
      List<Entry> empty = List.of(new Entry(new byte[0], VALUE));
      assertThrows(IllegalArgumentException.class, () -> storage.load(empty.iterator()));
    }
  }

  @Test
  void theIteratorMayCloseTheStorage() {
    RocksDbStorage storage = Stores.open(home.resolve("db"));
    Iterator<Entry> closing = LongStream.range(0, MANY)
        .mapToObj(n -> {
          if (n == MANY / 2) {
            storage.close();
          }
          return new Entry(Stores.key(n), VALUE);
        })
        .iterator();
    assertThrows(StorageClosedException.class, () -> storage.load(closing));
  }

  @Test
  void writersGoOnBesideALoad() throws Exception {
    try (RocksDbStorage storage = Stores.open(home.resolve("db"))) {
      Threads.run(3, thread -> {
        if (thread == 0) {
          storage.load(entries(MANY, Stores::key));
        } else {
          for (int i = 0; i < 100; i++) {
            byte[] key = Stores.text("beside " + thread + " " + i);
            Stores.put(storage, key, VALUE, Stores.durability(i));
          }
        }
      });
      assertEquals(MANY + 200, Stores.entries(storage).size());
      checkSurvivesDeath(MANY + 200);
    }
  }

  private void checkSurvivesDeath(int entries) throws IOException {
    Path copy = Files.createTempDirectory(home, "killed");
    Stores.copy(home.resolve("db"), copy);
    try (RocksDbStorage killed = Stores.open(copy)) {
      assertEquals(entries, Stores.entries(killed).size());
    }
  }

  private static Iterator<Entry> entries(int count, LongFunction<byte[]> key) {
    return LongStream.range(0, count)
        .mapToObj(n -> new Entry(key.apply(n), VALUE))
        .iterator();
  }
}

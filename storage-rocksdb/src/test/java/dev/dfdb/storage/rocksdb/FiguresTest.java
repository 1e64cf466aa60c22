package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures an operator reads, and the bound on native memory. */
class FiguresTest {

  @TempDir
  Path home;

  @Test
  void nativeMemoryStaysWithinItsBound() {
    long bound = 16L << 20;
    Random random = new Random(7);
    try (RocksDbStorage storage =
        Stores.open(home, "memory-bytes", bound, "durability", "none", "compression", "none")) {
      long highest = 0;
      for (int i = 0; i < 100_000; i++) {
        byte[] value = new byte[1_000];
        random.nextBytes(value);
        storage.put(Stores.key(random.nextLong()), value);
        if (i % 500 == 0) {
          highest = Math.max(highest, Stores.figure(storage, "native-memory-bytes"));
        }
      }
      for (ScanOptions options : new ScanOptions[] {ScanOptions.FORWARD, ScanOptions.REVERSE}) {
        try (Cursor cursor = storage.scan(KeyRange.all(), options)) {
          for (int i = 0; cursor.next(); i++) {
            if (i % 500 == 0) {
              highest = Math.max(highest, Stores.figure(storage, "native-memory-bytes"));
            }
          }
        }
      }
      assertEquals(bound, Stores.figure(storage, "memory-limit-bytes"));
      long most = highest;
      assertTrue(most > bound / 2, () -> "it is used: " + most);
      assertTrue(most < bound + bound / 4, () -> most + " bytes, and the bound is " + bound);
    }
  }

  @Test
  void memtablesAreChargedToTheBound() {
    try (RocksDbStorage storage = Stores.open(home, "durability", "none")) {
      long before = Stores.figure(storage, "native-memory-bytes");
      for (int i = 0; i < 4_000; i++) {
        storage.put(Stores.key(i), new byte[1_000]);
      }
      long memtables = Stores.figure(storage, "memtable-bytes");
      assertTrue(memtables >= 4_000_000, () -> memtables + " bytes");
      long after = Stores.figure(storage, "native-memory-bytes");
      assertTrue(after - before >= 3_900_000, () -> before + " to " + after);
    }
  }

  @Test
  void figuresFollowWhatHappens() {
    try (RocksDbStorage storage = Stores.open(home)) {
      for (int i = 0; i < 100; i++) {
        Stores.put(storage, Stores.key(i), new byte[1_000], Durability.ASYNC);
      }
      assertEquals(100, Stores.figure(storage, "estimated-keys"));
      assertEquals(100, Stores.figure(storage, "commits"));
      assertEquals(100, Stores.figure(storage, "commit-groups"));
      assertEquals(0, Stores.figure(storage, "commit-conflicts"));
      assertEquals(0, Stores.figure(storage, "commits-waiting"));
      assertTrue(Stores.figure(storage, "wal-bytes") > 100_000);
      assertEquals(0, Stores.figure(storage, "sst-bytes"));
      storage.compact();
      assertTrue(Stores.figure(storage, "sst-bytes") > 0);
      assertTrue(Stores.figure(storage, "flushed-bytes") > 0);
      assertTrue(Stores.figure(storage, "live-data-bytes") > 0);
      assertEquals(0, Stores.figure(storage, "pending-compaction-bytes"));
      assertEquals(0, Stores.figure(storage, "background-errors"));
    }
  }

  @Test
  void openCursorsAndSnapshotsAreCounted() {
    try (RocksDbStorage storage = Stores.open(home)) {
      try (Snapshot snapshot = storage.snapshot();
          Cursor ofStorage = storage.scan(KeyRange.all(), ScanOptions.FORWARD);
          Cursor ofSnapshot = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
        assertEquals(ofStorage.next(), ofSnapshot.next());
        assertEquals(2, Stores.figure(storage, "open-cursors"));
        assertEquals(1, Stores.figure(storage, "open-snapshots"));
      }
      assertEquals(0, Stores.figure(storage, "open-cursors"));
      assertEquals(0, Stores.figure(storage, "open-snapshots"));
    }
  }
}

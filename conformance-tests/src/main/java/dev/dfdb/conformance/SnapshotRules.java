package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** S5: a snapshot is one state, fixed. */
interface SnapshotRules extends Rules {

  @Test
  default void s5_aSnapshotDoesNotSeeLaterWrites() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"), Bytes.text("c"));
    List<Entry> before = bench().entries();
    try (Snapshot snapshot = storage().snapshot()) {
      storage().put(Bytes.text("a"), Bytes.text("changed"));
      storage().put(Bytes.text("d"), Bytes.text("new"));
      storage().delete(Bytes.text("b"));
      storage()
          .batchWrite(
              WriteBatch.builder().deleteRange(KeyRange.prefix(Bytes.text("c"))).build());
      assertEquals(before, Bench.scan(snapshot, KeyRange.all(), ScanOptions.FORWARD));
      assertArrayEquals(Bytes.text("a"), snapshot.get(Bytes.text("a")));
      assertArrayEquals(Bytes.text("b"), snapshot.get(Bytes.text("b")));
      assertArrayEquals(Bytes.text("c"), snapshot.get(Bytes.text("c")));
      assertNull(snapshot.get(Bytes.text("d")));
      assertEquals(
          List.of(Bytes.hex(Bytes.text("b")), "absent"),
          snapshot.getAll(List.of(Bytes.text("b"), Bytes.text("d"))).stream()
              .map(Bytes::hex)
              .toList());
    }
    assertArrayEquals(Bytes.text("changed"), storage().get(Bytes.text("a")));
    assertNull(storage().get(Bytes.text("b")));
  }

  @Test
  default void s5_aSnapshotSeesWhatWasWrittenBeforeIt() {
    storage().put(Bytes.text("a"), Bytes.text("1"));
    try (Snapshot snapshot = storage().snapshot()) {
      assertArrayEquals(Bytes.text("1"), snapshot.get(Bytes.text("a")));
    }
  }

  @Test
  default void s5_everySnapshotKeepsItsOwnState() {
    byte[] key = Bytes.text("k");
    storage().put(key, Bytes.number(0));
    try (Snapshot first = storage().snapshot()) {
      storage().put(key, Bytes.number(1));
      try (Snapshot second = storage().snapshot()) {
        storage().put(key, Bytes.number(2));
        assertArrayEquals(Bytes.number(0), first.get(key));
        assertArrayEquals(Bytes.number(1), second.get(key));
        assertArrayEquals(Bytes.number(2), storage().get(key));
      }
      assertArrayEquals(Bytes.number(0), first.get(key), "another snapshot's close is not its own");
    }
  }

  @Test
  default void s5_aSnapshotSurvivesManyWritesAndCompaction() {
    WriteBatch.Builder fill = WriteBatch.builder();
    for (int i = 0; i < 2_000; i++) {
      fill.put(Bytes.number(i), Bytes.number(i));
    }
    storage().batchWrite(fill.build());
    List<Entry> before = bench().entries();
    boolean unbounded = bench().capabilities().snapshotLifetime() == SnapshotLifetime.UNBOUNDED;
    try (Snapshot snapshot = storage().snapshot()) {
      for (int round = 0; round < (unbounded ? 10 : 1); round++) {
        WriteBatch.Builder overwrite = WriteBatch.builder();
        for (int i = 0; i < 2_000; i++) {
          overwrite.put(Bytes.number(i), Bytes.text("round " + round));
        }
        storage()
            .batchWrite(overwrite.deleteRange(KeyRange.below(Bytes.number(500))).build());
        storage().compact();
      }
      assertEquals(before, Bench.scan(snapshot, KeyRange.all(), ScanOptions.FORWARD));
      for (int i = 0; i < 2_000; i += 97) {
        assertArrayEquals(Bytes.number(i), snapshot.get(Bytes.number(i)));
      }
    }
  }

  @Test
  default void s5_snapshotsSeeWholeBatchesOnly() throws Exception {
    byte[][] keys = {Bytes.text("a"), Bytes.text("m"), Bytes.text("z")};
    int rounds = 200;
    Crew.run(2, worker -> {
      for (int i = 0; i < rounds; i++) {
        if (worker == 0) {
          WriteBatch.Builder batch = WriteBatch.builder();
          for (byte[] key : keys) {
            batch.put(key, Bytes.number(i));
          }
          storage().batchWrite(batch.build());
        } else {
          try (Snapshot snapshot = storage().snapshot()) {
            List<String> values =
                snapshot.getAll(List.of(keys)).stream().map(Bytes::hex).toList();
            assertEquals(1, values.stream().distinct().count(), values::toString);
            for (int k = 0; k < keys.length; k++) {
              assertEquals(values.get(k), Bytes.hex(snapshot.get(keys[k])));
            }
          }
        }
      }
    });
  }

  @Test
  default void s5_openSnapshotsAreCounted() {
    assertEquals(0L, storage().statistics().get("open-snapshots"));
    Snapshot first = storage().snapshot();
    Snapshot second = storage().snapshot();
    assertEquals(2L, storage().statistics().get("open-snapshots"));
    first.close();
    first.close();
    assertEquals(1L, storage().statistics().get("open-snapshots"));
    second.close();
    assertEquals(0L, storage().statistics().get("open-snapshots"));
  }

  @Test
  default void s5_aClosedSnapshotCanNotBeRead() {
    bench().putKeys(Bytes.text("a"));
    Snapshot snapshot = storage().snapshot();
    Snapshot other = Objects.requireNonNull(storage().snapshot());
    snapshot.close();
    snapshot.close();
    assertThrows(StorageClosedException.class, () -> snapshot.get(Bytes.text("a")));
    assertThrows(StorageClosedException.class, () -> snapshot.getAll(List.of(Bytes.text("a"))));
    assertThrows(
        StorageClosedException.class,
        () -> snapshot.scan(KeyRange.all(), ScanOptions.FORWARD).close());
    assertThrows(
        StorageClosedException.class,
        () -> snapshot.stream(KeyRange.all(), ScanOptions.FORWARD).close());
    assertArrayEquals(Bytes.text("a"), other.get(Bytes.text("a")));
    other.close();
    assertArrayEquals(Bytes.text("a"), storage().get(Bytes.text("a")));
  }

  @Test
  default void s5_aClosedCursorCanNotBeRead() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"));
    Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD);
    cursor.next();
    cursor.close();
    cursor.close();
    CloseRules.checkClosed(cursor);
  }
}

package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** S9: every method from any thread; and S4's "all become visible at once" under threads. */
interface ThreadRules extends Rules {

  /** How many keys each batch of the racing writers sets to one value. */
  int WIDTH = 300;

  @Test
  default void s9_readersNeverSeeHalfABatch() throws Exception {
    writeAll(0);
    AtomicInteger writing = new AtomicInteger(2);
    AtomicInteger readings = new AtomicInteger();
    Crew.run(5, worker -> {
      if (worker < 2) {
        try {
          // However the threads are scheduled, some reading goes on beside some writing.
          for (int i = 0; i < 100 || (readings.get() < 30 && i < 5_000); i++) {
            writeAll(i * 2L + worker);
          }
        } finally {
          writing.decrementAndGet();
        }
        return;
      }
      while (writing.get() > 0) {
        readings.addAndGet(worker == 2 ? 1 : 0);
        switch (worker) {
          case 2 ->
            checkOneState(
                storage()
                    .getAll(
                        List.of(Bytes.number(0), Bytes.number(WIDTH / 2), Bytes.number(WIDTH - 1)))
                    .stream()
                    .map(Bytes::hex)
                    .toList(),
                3);
          case 3 ->
            checkOneState(
                values(Bench.scan(storage(), KeyRange.all(), ScanOptions.FORWARD)), WIDTH);
          default ->
            checkOneState(
                values(Bench.scan(storage(), KeyRange.all(), ScanOptions.REVERSE)), WIDTH);
        }
      }
    });
    checkOneState(values(bench().entries()), WIDTH);
  }

  @Test
  default void s9_aThreadReadsItsOwnWrites() throws Exception {
    Crew.run(6, worker -> {
      for (int i = 0; i < 50; i++) {
        byte[] key = Bytes.of(worker, i);
        storage().put(key, Bytes.number(i));
        assertEquals(Bytes.hex(Bytes.number(i)), Bytes.hex(storage().get(key)));
        try (Snapshot snapshot = storage().snapshot();
            Cursor cursor = snapshot.scan(KeyRange.only(key), ScanOptions.FORWARD)) {
          assertTrue(cursor.next());
          assertEquals(Bytes.hex(Bytes.number(i)), Bytes.hex(cursor.value()));
        }
        if (i % 2 == 0) {
          storage().delete(key);
          assertEquals("absent", Bytes.hex(storage().get(key)));
        }
      }
    });
    assertEquals(6 * 25, bench().entries().size());
  }

  @Test
  default void s9_aCursorMayBeHandedToAnotherThread() throws Exception {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"), Bytes.text("c"));
    try (Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD)) {
      for (String key : List.of("a", "b", "c")) {
        Crew.run(1, worker -> {
          assertTrue(cursor.next());
          assertEquals(Bytes.hex(Bytes.text(key)), Bytes.hex(cursor.key()));
        });
      }
      assertEquals(List.of(), Bench.rest(cursor));
    }
  }

  @Test
  default void s9_aCursorMayBeClosedByAnotherThread() throws Exception {
    bench().putKeys(Bytes.text("a"));
    Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD);
    Snapshot snapshot = storage().snapshot();
    cursor.next();
    Crew.run(3, worker -> {
      cursor.close();
      snapshot.close();
    });
    CloseRules.checkClosed(cursor);
    assertEquals(0L, storage().statistics().get("open-cursors"));
    assertEquals(0L, storage().statistics().get("open-snapshots"));
  }

  @Test
  default void s9_maintenanceGoesOnBesideReadersAndWriters() throws Exception {
    writeAll(0);
    Crew.run(4, worker -> {
      for (int i = 0; i < 10; i++) {
        switch (worker) {
          case 0 -> storage().compact();
          case 1 -> storage().sync();
          case 2 -> writeAll(i);
          default -> checkOneState(values(bench().entries()), WIDTH);
        }
      }
    });
  }

  private void writeAll(long value) {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < WIDTH; i++) {
      batch.put(Bytes.number(i), Bytes.number(value));
    }
    storage().batchWrite(batch.build());
  }

  private static List<String> values(List<Entry> entries) {
    return entries.stream().map(entry -> Bytes.hex(entry.value())).toList();
  }

  private static void checkOneState(List<String> values, int count) {
    assertEquals(count, values.size());
    assertEquals(1, values.stream().distinct().count(), () -> "two states: " + values);
  }
}

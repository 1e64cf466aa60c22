package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** S3: a cursor sees one state; it is counted while it is open, and reported when it is leaked. */
interface CursorRules extends Rules {

  /** Enough entries that an engine reads them in several pieces. */
  int MANY = 5_000;

  @Test
  default void s3_cursorSeesOneStateWhileWritesGoOn() {
    List<Entry> before = fill("old");
    for (ScanOptions direction : List.of(ScanOptions.FORWARD, ScanOptions.REVERSE)) {
      List<Entry> expected = new ArrayList<>(before);
      if (direction.reverse()) {
        Collections.reverse(expected);
      }
      try (Cursor cursor = storage().scan(KeyRange.all(), direction)) {
        List<Entry> seen = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          assertTrue(cursor.next());
          seen.add(new Entry(cursor.key(), cursor.value()));
        }
        overwriteEverything();
        seen.addAll(Bench.rest(cursor));
        assertEquals(expected, seen);
      }
      fill("old");
    }
  }

  @Test
  default void s3_aCursorNotYetReadSeesTheStateItWasOpenedOn() {
    List<Entry> before = fill("old");
    try (Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD)) {
      overwriteEverything();
      assertEquals(before, Bench.rest(cursor));
    }
  }

  @Test
  default void s3_theEntryUnderACursorStaysWhenItsKeyIsWritten() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"));
    try (Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD)) {
      assertTrue(cursor.next());
      storage().put(Bytes.text("a"), Bytes.text("changed"));
      storage().delete(Bytes.text("a"));
      assertArrayEquals(Bytes.text("a"), cursor.key());
      assertArrayEquals(Bytes.text("a"), cursor.value());
      assertTrue(cursor.next());
      assertArrayEquals(Bytes.text("b"), cursor.value());
      assertFalse(cursor.next());
    }
  }

  @Test
  default void s3_openCursorsSurviveCompaction() {
    List<Entry> before = fill("old");
    try (Cursor half = storage().scan(KeyRange.all(), ScanOptions.FORWARD);
        Cursor fresh = storage().scan(KeyRange.all(), ScanOptions.FORWARD)) {
      List<Entry> seen = new ArrayList<>();
      while (seen.size() < MANY / 2) {
        assertTrue(half.next());
        seen.add(new Entry(half.key(), half.value()));
      }
      storage().batchWrite(WriteBatch.builder().deleteRange(KeyRange.all()).build());
      storage().compact();
      seen.addAll(Bench.rest(half));
      assertEquals(before, seen);
      assertEquals(before, Bench.rest(fresh));
    }
    assertEquals(List.of(), bench().entries());
  }

  @Test
  default void s3_aCursorOnASnapshotOutlivesIt() {
    List<Entry> before = fill("old");
    Snapshot snapshot = storage().snapshot();
    try (Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
      assertTrue(cursor.next());
      snapshot.close();
      overwriteEverything();
      storage().compact();
      assertEquals(before.subList(1, before.size()), Bench.rest(cursor));
    } finally {
      snapshot.close();
    }
  }

  @Test
  default void s3_openCursorsAreCounted() {
    fill("old");
    assertEquals(0L, storage().statistics().get("open-cursors"));
    Cursor first = storage().scan(KeyRange.all(), ScanOptions.FORWARD);
    Cursor second = storage().scan(KeyRange.all(), ScanOptions.REVERSE);
    assertEquals(2L, storage().statistics().get("open-cursors"));
    first.close();
    first.close();
    assertEquals(1L, storage().statistics().get("open-cursors"));
    Bench.rest(second);
    second.close();
    assertEquals(0L, storage().statistics().get("open-cursors"));
  }

  @Test
  default void s3_aCursorReadToItsEndAndClosedIsNoLeak() {
    fill("old");
    try (Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD)) {
      Bench.rest(cursor);
    }
    storage().close();
    assertEquals(List.of(), bench().takeLeaks());
  }

  @Test
  default void s3_aLeakedCursorIsReportedWithTheStackThatOpenedIt() {
    fill("old");
    Cursor cursor = openAndForget();
    storage().close();
    List<LogRecord> leaks = bench().takeLeaks();
    assertEquals(1, leaks.size(), "one leak, one report");
    checkReport(leaks.get(0), "cursor");
    cursor.close();
    assertEquals(List.of(), bench().takeLeaks());
  }

  @Test
  default void s3_aLeakedSnapshotIsReportedWithTheStackThatOpenedIt() {
    Snapshot snapshot = snapshotAndForget();
    storage().close();
    List<LogRecord> leaks = bench().takeLeaks();
    assertEquals(1, leaks.size(), "one leak, one report");
    checkReport(leaks.get(0), "snapshot");
    snapshot.close();
  }

  private Cursor openAndForget() {
    return storage().scan(KeyRange.all(), ScanOptions.FORWARD);
  }

  private Snapshot snapshotAndForget() {
    return storage().snapshot();
  }

  private static void checkReport(LogRecord report, String kind) {
    assertEquals(Level.WARNING, report.getLevel());
    assertTrue(report.getMessage().contains(kind), report::getMessage);
    Throwable opened = report.getThrown();
    assertNotNull(opened, "the stack that opened it");
    assertTrue(
        Arrays.stream(opened.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().endsWith("AndForget")),
        "the stack shows the caller that opened it");
  }

  private List<Entry> fill(String value) {
    WriteBatch.Builder batch = WriteBatch.builder().deleteRange(KeyRange.all());
    for (int i = 0; i < MANY; i++) {
      batch.put(Bytes.number(i * 2L), Bytes.text(value + i));
    }
    storage().batchWrite(batch.build());
    return bench().entries();
  }

  private void overwriteEverything() {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < MANY; i++) {
      batch.put(Bytes.number(i * 2L + 1), Bytes.text("new"));
      if (i % 3 == 0) {
        batch.delete(Bytes.number(i * 2L));
      } else {
        batch.put(Bytes.number(i * 2L), Bytes.text("new"));
      }
    }
    batch.deleteRange(KeyRange.atLeast(Bytes.number(MANY)));
    storage().batchWrite(batch.build());
  }
}

package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** S8: closing at any time, from any thread, with anything open; and nothing works after it. */
interface CloseRules extends Rules {

  @Test
  default void s8_everyCallAfterCloseIsRefused() {
    bench().putKeys(Bytes.text("a"));
    Storage closed = storage();
    closed.close();
    checkClosed((ReadView) closed);
    refused(() -> closed.put(Bytes.text("k"), Bytes.EMPTY));
    refused(() -> closed.delete(Bytes.text("k")));
    refused(() ->
        closed.batchWrite(WriteBatch.builder().put(Bytes.text("k"), Bytes.EMPTY).build()));
    refused(() -> closed.batchWrite(WriteBatch.builder().build()));
    refused(() ->
        closed.batchWrite(WriteBatch.builder().requireAbsent(Bytes.text("a")).build()));
    refused(closed::snapshot);
    refused(closed::sync);
    refused(closed::compact);
    refused(() -> closed.load(Collections.emptyIterator()));
    refused(() -> closed.load(List.of(new Entry(Bytes.text("k"), Bytes.EMPTY)).iterator()));
    refused(closed::statistics);
  }

  @Test
  default void s8_capabilitiesCanBeAskedAfterClose() {
    Capabilities before = storage().capabilities();
    storage().close();
    assertEquals(before, storage().capabilities());
  }

  @Test
  default void s8_closingAgainDoesNothing() {
    bench().putKeys(Bytes.text("a"));
    Storage first = storage();
    first.close();
    first.close();
    if (bench().capabilities().persistent()) {
      bench().reopen();
      first.close();
      assertEquals(List.of(Bytes.hex(Bytes.text("a"))), keys());
    }
  }

  @Test
  default void s8_closingClosesCursorsAndSnapshots() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"), Bytes.text("c"));
    Snapshot snapshot = storage().snapshot();
    Cursor fresh = storage().scan(KeyRange.all(), ScanOptions.FORWARD);
    Cursor onAnEntry = storage().scan(KeyRange.all(), ScanOptions.REVERSE);
    onAnEntry.next();
    Cursor ofSnapshot = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD);
    ofSnapshot.next();
    storage().close();
    bench().takeLeaks();
    checkClosed(snapshot);
    for (Cursor cursor : List.of(fresh, onAnEntry, ofSnapshot)) {
      checkClosed(cursor);
      cursor.close();
    }
    snapshot.close();
    snapshot.close();
  }

  @Test
  default void s8_closingWithCursorsOpenLosesNothing() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"));
    Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD);
    cursor.next();
    storage().close();
    bench().takeLeaks();
    cursor.close();
    if (bench().capabilities().persistent()) {
      bench().reopen();
      assertEquals(Bench.hex(Bytes.text("a"), Bytes.text("b")), keys());
    }
  }

  @Test
  default void s8_closingFromAnotherThreadEndsCallsInFlight() throws Exception {
    for (int round = 0; round < 5; round++) {
      WriteBatch.Builder fill = WriteBatch.builder();
      for (int i = 0; i < 500; i++) {
        fill.put(Bytes.number(i), Bytes.number(i));
      }
      storage().batchWrite(fill.build());
      closeUnderLoad(storage());
      bench().takeLeaks();
      bench().reopen();
    }
  }

  private static void closeUnderLoad(Storage storage) throws Exception {
    int workers = 6;
    CountDownLatch busy = new CountDownLatch(workers);
    AtomicBoolean closed = new AtomicBoolean();
    Crew.run(workers + 2, worker -> {
      if (worker >= workers) {
        if (!busy.await(60, TimeUnit.SECONDS)) {
          throw new AssertionError("the other threads never came to work");
        }
        storage.close(); // two threads at once
        closed.set(true);
        return;
      }
      try {
        for (long i = 0; true; i++) {
          boolean tooLate = closed.get();
          work(storage, worker, i);
          assertFalse(tooLate, "a call that began after the storage was closed");
          if (i == 3) {
            busy.countDown();
          }
        }
      } catch (StorageClosedException expected) {
        busy.countDown();
      }
    });
  }

  @Test
  default void s8_whatIsOpenedWhileClosingIsClosedToo() throws Exception {
    for (int round = 0; round < 10; round++) {
      bench().putKeys(Bytes.text("a"), Bytes.text("b"));
      Storage storage = storage();
      Snapshot snapshot = storage.snapshot();
      Queue<Cursor> opened = new ConcurrentLinkedQueue<>();
      CountDownLatch busy = new CountDownLatch(2);
      Crew.run(3, worker -> {
        if (worker == 2) {
          busy.await();
          storage.close();
        } else {
          openUntilClosed(worker == 0 ? storage : snapshot, opened, busy);
        }
      });
      bench().takeLeaks();
      for (Cursor cursor : opened) {
        checkClosed(cursor);
        cursor.close();
      }
      snapshot.close();
      bench().reopen();
    }
  }

  private static void openUntilClosed(ReadView view, Queue<Cursor> opened, CountDownLatch busy) {
    try {
      while (true) {
        opened.add(view.scan(KeyRange.all(), ScanOptions.FORWARD));
        busy.countDown();
      }
    } catch (StorageClosedException expected) {
      busy.countDown();
    }
  }

  private static void work(Storage storage, int worker, long i) {
    switch (worker) {
      case 0 -> storage.get(Bytes.number(i % 500));
      case 1 -> storage.getAll(List.of(Bytes.number(i % 500), Bytes.number(1)));
      case 2 -> storage.put(Bytes.number(i % 500), Bytes.number(i));
      case 3 -> {
        try (Cursor cursor = storage.scan(KeyRange.all(), ScanOptions.FORWARD)) {
          while (cursor.next()) {
            cursor.key();
            cursor.value();
          }
        }
      }
      case 4 -> {
        try (Snapshot snapshot = storage.snapshot();
            Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.REVERSE)) {
          snapshot.get(Bytes.number(1));
          cursor.next();
          cursor.key();
        }
      }
      default -> {
        storage.statistics();
        storage.sync();
      }
    }
  }

  private List<String> keys() {
    return Bench.keys(storage(), KeyRange.all(), ScanOptions.FORWARD);
  }

  /** Checks that a view refuses every call. */
  private static void checkClosed(ReadView view) {
    refused(() -> view.get(Bytes.text("a")));
    refused(() -> view.getAll(List.of(Bytes.text("a"))));
    refused(() -> view.getAll(List.of()));
    refused(() -> view.scan(KeyRange.all(), ScanOptions.FORWARD).close());
    refused(() -> view.scan(KeyRange.below(Bytes.EMPTY), ScanOptions.FORWARD).close());
    refused(() -> view.stream(KeyRange.all(), ScanOptions.FORWARD).close());
  }

  /** Checks that a cursor refuses every call. */
  static void checkClosed(Cursor cursor) {
    refused(cursor::next);
    refused(cursor::key);
    refused(cursor::value);
    refused(() -> cursor.readKey(new byte[1]));
    refused(() -> cursor.readValue(new byte[1]));
  }

  private static void refused(org.junit.jupiter.api.function.Executable call) {
    assertThrows(StorageClosedException.class, call);
  }
}

package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.support.OpenResources;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cursors and snapshots that nobody closed. */
class LeakTest {

  @TempDir
  Path home;

  private final Logger logger = Logger.getLogger(OpenResources.LOGGER);
  private final List<LogRecord> reports = new CopyOnWriteArrayList<>();
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord report) {
      reports.add(report);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aForgottenCursorIsReleasedByTheCollector() {
    try (RocksDbStorage storage = Stores.open(home)) {
      forget(storage);
      while (openCount(storage) > 0 || reports.size() < 2) { // a report follows its release
        System.gc();
        Thread.onSpinWait();
      }
      assertEquals(2, reports.size());
    }
  }

  private static long openCount(RocksDbStorage storage) {
    return Stores.figure(storage, "open-cursors") + Stores.figure(storage, "open-snapshots");
  }

  private static void forget(RocksDbStorage storage) {
    storage.put(Stores.key(1), Stores.key(1));
    assertTrue(storage.snapshot().scan(KeyRange.all(), ScanOptions.FORWARD).next());
  }

  @Test
  void whatIsOpenAtTheEndIsReportedWithItsOpener() {
    RocksDbStorage storage = Stores.open(home);
    Snapshot snapshot = storage.snapshot();
    Cursor cursor = storage.scan(KeyRange.all(), ScanOptions.FORWARD);
    storage.close();
    assertEquals(2, reports.size());
    for (LogRecord report : reports) {
      Throwable opener = report.getThrown();
      assertNotNull(opener, "dfdb.track-resources is set in tests");
      assertTrue(Arrays.stream(opener.getStackTrace())
          .anyMatch(frame -> frame.getClassName().equals(LeakTest.class.getName())));
    }
    cursor.close();
    snapshot.close();
  }

  @Test
  void whatIsClosedIsNoLeak() {
    try (RocksDbStorage storage = Stores.open(home);
        Snapshot snapshot = storage.snapshot();
        Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
      cursor.next();
    }
    assertEquals(List.of(), reports);
  }
}

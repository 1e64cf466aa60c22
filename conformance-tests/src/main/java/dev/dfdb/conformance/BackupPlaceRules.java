package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupReport;
import dev.dfdb.backup.BackupRetention;
import dev.dfdb.backup.BackupSchedule;
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.NamespaceBackups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.events.Events;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups in folders, in streams, of all namespaces, and by themselves. */
interface BackupPlaceRules extends BackupRules {

  private static BackupOptions options() {
    return BackupOptions.incremental().withPartBytes(1_000);
  }

  private static void fill(Connection source) {
    for (int i = 0; i < 40; i++) {
      source.transact(List.of(Map.of(":text", "something that takes up some room " + i * i * i)));
    }
    Streams.append(Events.of(source), "a-1", 1, 2, 3);
  }

  @Test
  default void aFolderKeepsBackups(@TempDir Path folder) {
    Path place = folder.resolve("a/b");
    try (Connection source = database("source")) {
      fill(source);
      try (Backups backups = Backups.open(BackupTarget.folder(place))) {
        backups.backup(source, options());
      }
      try (Backups backups = Backups.open(BackupTarget.folder(place))) {
        assertEquals(List.of(), backups.verify().damages());
        assertEquals(source.db().basisT(), backups.restore(config("copy")).t());
        Workspaces.add(source, 1);
        backups.backup(source, options());
        assertEquals(1, backups.retain(BackupRetention.last(1)));
        assertEquals(
            List.of(2L), backups.list().stream().map(one -> one.number()).toList());
        backups.restore(config("copy"));
      }
    }
    assertEquals(entries("source"), entries("copy"));
  }

  @Test
  default void aStreamIsABackup() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Connection source = database("source");
        Connection copy = database("copy");
        Connection early = database("early")) {
      fill(source);
      BackupReport report = Backups.write(source, out, options());
      assertEquals(source.db().basisT() + 1, report.transactions());
      byte[] bytes = out.toByteArray();
      assertEquals(List.of(), Backups.verify(new ByteArrayInputStream(bytes)).damages());
      RestoreReport restored =
          Backups.restore(new ByteArrayInputStream(bytes), copy, RestoreOptions.newest());
      assertEquals(RestoreReport.Events.RESTORED, restored.events());
      assertEquals(Dump.entries(source.storage()), Dump.entries(copy.storage()));
      assertEquals(Dump.events(source.storage()), Dump.events(copy.storage()));
      Backups.restore(new ByteArrayInputStream(bytes), early, RestoreOptions.to(7));
      assertEquals(7, early.db().basisT());
    }
  }

  @Test
  default void aStreamThatIsDamagedOrCutShortIsFoundOut() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Connection source = database("source")) {
      fill(source);
      Backups.write(source, out, options());
      byte[] bytes = out.toByteArray();
      int step = Integer.getInteger("dfdb.backup.flip-step", 7);
      for (int at = 0; at < bytes.length; at += step) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << at % 8);
        int place = at;
        assertFalse(
            Backups.verify(new ByteArrayInputStream(flipped)).isSound(), () -> "byte " + place);
      }
      for (int length = 0; length < bytes.length; length += 1 + bytes.length / 20) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertFalse(Backups.verify(new ByteArrayInputStream(cut)).isSound());
        try (Connection into = database("into")) {
          assertThrows(
              BackupException.class,
              () -> Backups.restore(new ByteArrayInputStream(cut), into, RestoreOptions.newest()));
          assertEquals(List.of(), into.verify().damages());
        }
      }
      try (Connection into = database("into")) {
        Backups.restore(new ByteArrayInputStream(bytes), into, RestoreOptions.newest());
        assertEquals(Dump.entries(source.storage()), Dump.entries(into.storage()));
        assertEquals(Dump.events(source.storage()), Dump.events(into.storage()));
      }
    }
  }

  @Test
  default void everyNamespaceOfAStorageIsBackedUp() {
    List<String> names = List.of("a", "b/c", "A", " ", "x".repeat(500), "\uD83D\uDE00", "hex-61");
    for (String name : names) {
      try (Connection connection = database(name)) {
        Workspaces.add(connection, name.length());
      }
    }
    try (NamespaceBackups backups = NamespaceBackups.open(new MemoryTarget())) {
      Map<String, BackupReport> reports = backups.backup(Map.of("storage", storage()));
      assertEquals(Set.copyOf(names), reports.keySet());
      assertEquals(Set.copyOf(names), Set.copyOf(backups.names()));
      backups.verify().values().forEach(found -> assertEquals(List.of(), found.damages()));
      try (Backups one = backups.of("b/c")) {
        one.restore(config("copy"));
        assertEquals(entries("b/c"), entries("copy"));
      }
      backups
          .restore(Map.of("storage", storage()))
          .values()
          .forEach(report -> assertEquals(0, report.transactions(), "everything is there"));
    }
  }

  @Test
  default void aScheduleMakesBackupsAndTriesAgainWhatFails() throws InterruptedException {
    CountDownLatch made = new CountDownLatch(3);
    MemoryTarget target = new MemoryTarget() {
      private int failures = 2;

      @Override
      public synchronized void write(String name, byte[] content) {
        if (failures-- > 0) {
          throw new BackupException("made to fail by the test", Map.of());
        }
        super.write(name, content);
        if (name.startsWith("manifest")) {
          made.countDown();
        }
      }
    };
    try (Connection source = database("source");
        Backups backups = Backups.open(target)) {
      Workspaces.add(source, 1);
      BackupSchedule schedule =
          BackupSchedule.start(source, backups, Duration.ofMillis(5), BackupRetention.last(2));
      try (schedule) {
        for (int i = 2; made.getCount() > 0; i++) {
          Workspaces.add(source, i);
          assertTrue(i < 1_000_000);
        }
        assertTrue(made.await(1, TimeUnit.MINUTES));
      }
      schedule.close();
      assertTrue(schedule.last().isPresent());
      assertTrue(backups.list().size() <= 3);
      long t = backups.list().get(backups.list().size() - 1).t();
      Workspaces.add(source, 0);
      assertEquals(t, backups.list().get(backups.list().size() - 1).t(), "it has ended");
      assertEquals(List.of(), backups.verify().damages());
    }
  }

  @Test
  default void aScheduleGoesOnAfterAnError() throws InterruptedException {
    CountDownLatch made = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    CountDownLatch tried = new CountDownLatch(2);
    MemoryTarget target = new MemoryTarget() {
      @Override
      public synchronized void write(String name, byte[] content) {
        tried.countDown();
        if (tried.getCount() > 0) {
          throw new NoClassDefFoundError("made to fail by the test");
        }
        await(seen);
        super.write(name, content);
        if (name.startsWith("manifest")) {
          made.countDown();
        }
      }
    };
    try (Connection source = database("source");
        Backups backups = Backups.open(target);
        BackupSchedule schedule =
            BackupSchedule.start(source, backups, Duration.ofMillis(5), BackupRetention.last(2))) {
      assertTrue(tried.await(1, TimeUnit.MINUTES));
      RuntimeException failure = schedule.failure().orElseThrow();
      assertTrue(failure.getCause() instanceof NoClassDefFoundError, failure::toString);
      seen.countDown();
      assertTrue(made.await(1, TimeUnit.MINUTES));
      assertTrue(backups.list().get(0).isComplete());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

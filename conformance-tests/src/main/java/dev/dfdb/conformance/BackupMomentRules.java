package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Namespaces;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupProgress;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.events.Events;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Restoring to a time, and what is told of it meanwhile. */
interface BackupMomentRules extends BackupRules {

  /** Later than all that is written here. */
  Instant LATE = Instant.parse("2222-01-01T00:00:00Z");

  /** The time of the first transaction; one follows each hour, and with the streams a last one. */
  Instant BEGIN = Instant.parse("2001-02-03T04:00:00Z");

  private static Instant hour(int number) {
    return BEGIN.plus(Duration.ofHours(number));
  }

  private static void fill(Connection source) {
    for (int i = 0; i < 12; i++) {
      source.transact(List.of(
          Map.of(":db/id", "datomic.tx", ":db/txInstant", hour(i)),
          Map.of(":text", "something that takes up some room " + i * i * i)));
    }
    Streams.append(Events.of(source), "a-1", 1, 2, 3);
  }

  @Test
  default void aDatabaseIsRestoredAsItWasAtATime() {
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      fill(source);
      for (int partBytes : new int[] {1_000, 1_000_000}) {
        backups.backup(source, BackupOptions.full().withPartBytes(partBytes));
        for (int i = 0; i < 12; i++) {
          checkRestored(backups, hour(i), i + 1);
          checkRestored(backups, hour(i).plusSeconds(1), i + 1);
        }
        checkRestored(backups, LATE, 13);
      }
      BackupException early = assertThrows(
          BackupException.class,
          () -> backups.restore(config("none"), RestoreOptions.to(BEGIN.minusMillis(1))));
      assertTrue(early.summary().contains("begins later"), early.summary());
      assertEquals(BEGIN, early.context().get("first transaction"));
    }
    try (Namespaces namespaces = Dfdb.openNamespaces(Map.of("storage", storage()))) {
      assertFalse(namespaces.exists("none"));
    }
  }

  private void checkRestored(Backups backups, Instant time, long t) {
    try (Connection copy = database("copy")) {
      RestoreReport report = backups.restore(copy, RestoreOptions.to(time));
      check(report, copy, time, t);
    }
    Dfdb.deleteNamespace(Map.of("storage", storage()), "copy");
  }

  private static void check(RestoreReport report, Connection copy, Instant time, long t) {
    assertEquals(t, report.t(), () -> "at " + time);
    assertEquals(t, copy.db().basisT());
    assertEquals(
        t == 13 ? RestoreReport.Events.RESTORED : RestoreReport.Events.LEFT_OUT, report.events());
    assertEquals(List.of(), copy.verify().damages());
  }

  @Test
  default void aStreamIsRestoredAsTheDatabaseWasAtATime() {
    try (Connection source = database("source");
        Connection copy = database("copy")) {
      fill(source);
      for (int partBytes : new int[] {1_000, 1_000_000}) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Backups.write(source, out, BackupOptions.full().withPartBytes(partBytes));
        byte[] bytes = out.toByteArray();
        List<String> before = Dump.entries(copy.storage());
        for (Instant early : List.of(BEGIN.minusMillis(1), hour(-9))) {
          assertThrows(BackupException.class, () -> restore(bytes, copy, early));
          assertEquals(before, Dump.entries(copy.storage()), "nothing was written");
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Backups.write(source, out, BackupOptions.full());
      byte[] bytes = out.toByteArray();
      for (int i = 0; i < 12; i += 3) {
        check(restore(bytes, copy, hour(i)), copy, hour(i), i + 1);
        assertEquals(0, restore(bytes, copy, hour(i).plusSeconds(9)).transactions());
      }
      assertThrows(BackupException.class, () -> restore(bytes, copy, hour(3)));
      check(restore(bytes, copy, LATE), copy, LATE, 13);
      assertEquals(Dump.events(source.storage()), Dump.events(copy.storage()));
    }
  }

  private static RestoreReport restore(byte[] bytes, Connection into, Instant time) {
    return Backups.restore(new ByteArrayInputStream(bytes), into, RestoreOptions.to(time));
  }

  @Test
  default void progressIsToldWithinAPart() {
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 40; i++) {
        String text = Stream.generate(() -> Long.toHexString(random.nextLong()))
            .limit(2_000)
            .collect(Collectors.joining());
        source.transact(List.of(Map.of(":text", text)));
      }
      assertEquals(1, backups.backup(source).files(), "all of it is one part");
      List<BackupProgress> told = new ArrayList<>();
      backups.restore(config("copy"), RestoreOptions.newest().withProgress(told::add));
      BackupProgress last = told.get(told.size() - 1);
      assertEquals(last.totalBytes(), last.bytes());
      assertEquals(41, last.transactions());
      assertTrue(told.size() >= 4, () -> "progress: " + told);
      long bytes = 0;
      for (BackupProgress one : told) {
        assertTrue(one.bytes() > bytes, () -> "progress: " + told);
        bytes = one.bytes();
      }
      assertTrue(told.get(0).bytes() < last.bytes() / 2);
      assertTrue(told.get(0).transactions() < 41);

      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Backups.write(source, out, BackupOptions.full());
      List<BackupProgress> streamed = new ArrayList<>();
      try (Connection copy = database("other")) {
        Backups.restore(
            new ByteArrayInputStream(out.toByteArray()),
            copy,
            RestoreOptions.newest().withProgress(streamed::add));
      }
      assertTrue(streamed.size() >= 4, () -> "progress: " + streamed);
    }
  }
}

package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupReport;
import dev.dfdb.backup.BackupRetention;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.events.Events;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several who make backups in one place, or remove some, do each other no harm. */
interface BackupSharingRules extends BackupRules {

  private static BackupOptions options() {
    return BackupOptions.incremental().withPartBytes(1_000);
  }

  private static void fill(Connection source) {
    Events events = Events.of(source);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 6; i++) {
      String text = Stream.generate(() -> Long.toHexString(random.nextLong()))
          .limit(100)
          .reduce("", String::concat);
      source.transact(List.of(Map.of(":text", text)));
      Streams.append(events, "a-" + i, i);
    }
  }

  /** Makes a backup, if it isn't refused. */
  private static boolean isMade(Backups backups, Connection source, BackupOptions options) {
    try {
      backups.backup(source, options);
      return true;
    } catch (BackupException refused) {
      return false;
    }
  }

  private void checkSound(Connection source, MemoryTarget target, String message) {
    try (Backups backups = Backups.open(target)) {
      assertEquals(List.of(), backups.verify().damages(), message);
      try (Connection copy = database("copy")) {
        backups.restore(copy, RestoreOptions.newest());
        assertEquals(Dump.entries(source.storage()), Dump.entries(copy.storage()), message);
        assertEquals(Dump.events(source.storage()), Dump.events(copy.storage()), message);
      }
    }
    Dfdb.deleteNamespace(Map.of("storage", storage()), "copy");
  }

  @Test
  default void ofTwoBackupsAtOnceOneIsMadeAndTheOtherRefused() {
    try (Connection source = database("source")) {
      fill(source);
      for (boolean isBefore : new boolean[] {true, false}) {
        int number = 0;
        while (interleave(source, number, isBefore, false)) {
          number++;
        }
        assertTrue(number > 5, "there are some changes");
      }
    }
  }

  @Test
  default void aBackupThatIsTakenForDeadFailsAndTheNextIsMade() {
    try (Connection source = database("source")) {
      fill(source);
      for (boolean isBefore : new boolean[] {true, false}) {
        int number = 1; // behind the lock
        while (interleave(source, number, isBefore, true)) {
          number++;
        }
      }
    }
  }

  /**
   * Makes a backup while another is made, at some change of that.
   *
   * @param takesOver whether the other removes the lock, as one does that takes the first for dead
   * @return whether there was such a change
   */
  private boolean interleave(Connection source, int number, boolean isBefore, boolean takesOver) {
    InterleavedTarget target = new InterleavedTarget(number, isBefore);
    AtomicInteger made = new AtomicInteger();
    String message = "change " + number + (isBefore ? ", before" : ", after");
    try (Backups one = Backups.open(target);
        Backups two = Backups.open(target)) {
      one.backup(source, options());
      target.interleave(() -> {
        if (takesOver) {
          target.delete("lock");
        }
        boolean isSecondMade = isMade(two, source, BackupOptions.full().withPartBytes(1_000));
        assertTrue(isSecondMade || !takesOver, message);
        made.addAndGet(isSecondMade ? 1 : 0);
      });
      made.addAndGet(isMade(one, source, BackupOptions.full().withPartBytes(1_000)) ? 1 : 0);
    }
    assertTrue(made.get() >= 1, message);
    checkSound(source, target, message);
    return target.hasHappened();
  }

  @Test
  default void whoIsRefusedIsToldWhoIsAtWork() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups one = Backups.open(target);
        Backups two = Backups.open(target)) {
      fill(source);
      AtomicInteger refusals = new AtomicInteger();
      one.backup(source, options().withProgress(done -> {
        BackupException refused = assertThrows(BackupException.class, () -> two.backup(source));
        assertTrue(refused.summary().contains("at the same time"), refused.summary());
        assertEquals(ProcessHandle.current().pid(), refused.context().get("process"));
        assertThrows(BackupException.class, () -> one.backup(source), "the same, within itself");
        refusals.incrementAndGet();
      }));
      assertTrue(refusals.get() > 0);
      assertFalse(target.list().contains("lock"));
      checkSound(source, target, "after refusals");
    }
  }

  @Test
  default void aBackupUnderWayIsNotHarmedByRemovals() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups one = Backups.open(target);
        Backups two = Backups.open(target)) {
      fill(source);
      for (int i = 0; i < 3; i++) {
        one.backup(source, options());
        Workspaces.add(source, i);
      }
      AtomicInteger refusals = new AtomicInteger();
      BackupReport report =
          one.backup(source, BackupOptions.full().withPartBytes(1_000).withProgress(done -> {
            assertThrows(BackupException.class, () -> two.retain(BackupRetention.last(1)));
            refusals.incrementAndGet();
          }));
      assertTrue(report.backup().isComplete());
      assertTrue(refusals.get() > 0);
      checkSound(source, target, "after removals were tried");
      assertEquals(3, two.retain(BackupRetention.last(1)));
      checkSound(source, target, "after removals");
    }
  }

  @Test
  default void whoEndsWhileTheTargetIsAwayHindersNobodyInTheSameProcess() {
    try (Connection source = database("source")) {
      fill(source);
      FaultyTarget faulty = new FaultyTarget(1, true);
      try (Backups backups = Backups.open(faulty)) {
        assertThrows(BackupException.class, () -> backups.backup(source, options()));
      }
      MemoryTarget later = faulty.copy();
      assertTrue(later.list().contains("lock"), "it could not be removed");
      try (Backups backups = Backups.open(later)) {
        backups.backup(source, options());
      }
      assertFalse(later.list().contains("lock"));
      checkSound(source, later, "later");
    }
  }

  @Test
  default void whoIsAtWorkOnAnotherMachineIsWaitedForAsLongAsItIsHeardOf() {
    try (Connection source = database("source")) {
      fill(source);
      assertFalse(isMadeBeside(source, lock("2200-01-01T00:00:00Z", false), ""));
      assertFalse(
          isMadeBeside(source, lock("2000-01-01T00:00:00Z", false), "2200-01-01T00:00:00Z"));
      assertTrue(isMadeBeside(source, lock("2000-01-01T00:00:00Z", false), ""));
      assertTrue(isMadeBeside(source, lock("2000-01-01T00:00:00Z", false), "2000-01-01T00:20:00Z"));
      assertTrue(isMadeBeside(source, lock("2200-01-01T00:00:00Z", true), ""), "it has ended");
      assertTrue(isMadeBeside(source, "{:run \"cut sho", ""), "it was written in part");
    }
  }

  private static String lock(String begun, boolean hasEnded) {
    return "{:run \"0123456789abcdef\" :host \"another.example.org\" :process 1 :started nil"
        + " :begun #inst \"" + begun + "\" :ended " + hasEnded + "}\n";
  }

  private boolean isMadeBeside(Connection source, String lock, String heard) {
    MemoryTarget target = new MemoryTarget();
    target.write("lock", lock.getBytes(StandardCharsets.UTF_8));
    if (!heard.isEmpty()) {
      target.write("lock-0123456789abcdef", heard.getBytes(StandardCharsets.UTF_8));
    }
    try (Backups backups = Backups.open(target)) {
      boolean isMade = isMade(backups, source, options());
      assertEquals(isMade, target.list().stream().noneMatch(file -> file.startsWith("lock")));
      return isMade;
    }
  }
}

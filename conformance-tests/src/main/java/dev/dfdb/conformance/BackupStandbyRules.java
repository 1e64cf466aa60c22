package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupRetention;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.events.Events;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A database that is restored again and again follows the one that is backed up. */
interface BackupStandbyRules extends BackupRules {

  private static void change(Connection source, int number) {
    Workspaces.add(source, number);
    Streams.append(Events.of(source), "a-" + number % 2, number);
  }

  private static byte[] stream(Connection source) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Backups.write(source, out, BackupOptions.incremental());
    return out.toByteArray();
  }

  private static RestoreReport restore(byte[] stream, Connection into) {
    return Backups.restore(new ByteArrayInputStream(stream), into, RestoreOptions.newest());
  }

  private static void checkSame(Connection source, Connection copy) {
    assertEquals(Dump.entries(source.storage()), Dump.entries(copy.storage()));
    assertEquals(Dump.events(source.storage()), Dump.events(copy.storage()));
  }

  @Test
  default void aStandbyFollowsThoughOnlyTheNewestBackupIsKept() {
    try (Connection source = database("source");
        Connection standby = database("standby");
        Backups backups = Backups.open(new MemoryTarget())) {
      for (int i = 0; i < 4; i++) {
        change(source, i);
        backups.backup(source);
        backups.retain(BackupRetention.last(1));
        RestoreReport report = backups.restore(standby, RestoreOptions.newest());
        assertEquals(RestoreReport.Events.RESTORED, report.events());
        checkSame(source, standby);
      }
    }
  }

  @Test
  default void aDatabaseIsMovedByStreamsAgainAndAgain() {
    try (Connection source = database("source");
        Connection moved = database("moved")) {
      for (int i = 0; i < 3; i++) {
        change(source, i);
        restore(stream(source), moved);
        checkSame(source, moved);
        restore(stream(source), moved);
        checkSame(source, moved);
        Streams.append(Events.of(source), "b-1", i); // without a transaction
        restore(stream(source), moved);
        checkSame(source, moved);
      }
    }
  }

  @Test
  default void whereSomebodyElseHasWrittenEventsNothingIsRestored() {
    try (Connection source = database("source");
        Connection copy = database("copy");
        Backups backups = Backups.open(new MemoryTarget())) {
      change(source, 1);
      backups.backup(source);
      backups.restore(copy, RestoreOptions.newest());
      Streams.append(Events.of(copy), "a-1", 99);
      List<String> log = Dump.entries(copy.storage());
      List<String> events = Dump.events(copy.storage());
      change(source, 2);
      backups.backup(source);
      BackupException refused =
          assertThrows(BackupException.class, () -> backups.restore(copy, RestoreOptions.newest()));
      assertTrue(refused.summary().contains("streams"), refused.summary());
      byte[] stream = stream(source);
      assertThrows(BackupException.class, () -> restore(stream, copy));
      assertEquals(log, Dump.entries(copy.storage()));
      assertEquals(events, Dump.events(copy.storage()));
      RestoreOptions without = RestoreOptions.newest().withEvents(RestoreOptions.Events.NONE);
      assertEquals(source.db().basisT(), backups.restore(copy, without).t());
      assertEquals(events, Dump.events(copy.storage()));
    }
  }

  @Test
  default void whereTheDatabaseHasGoneAnotherWayItsEventsStayToo() {
    try (Connection source = database("source");
        Connection copy = database("copy")) {
      change(source, 1);
      restore(stream(source), copy);
      Workspaces.add(copy, 99);
      List<String> log = Dump.entries(copy.storage());
      List<String> events = Dump.events(copy.storage());
      change(source, 2);
      change(source, 3);
      byte[] stream = stream(source);
      BackupException refused = assertThrows(BackupException.class, () -> restore(stream, copy));
      assertTrue(refused.summary().contains("another way"), refused.summary());
      assertEquals(log, Dump.entries(copy.storage()));
      assertEquals(events, Dump.events(copy.storage()));
    }
  }
}

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
import dev.dfdb.backup.BackupPoint;
import dev.dfdb.backup.BackupReport;
import dev.dfdb.backup.BackupRetention;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a backup holds, and what becomes of it. */
interface BackupCourseRules extends BackupRules {

  @Test
  default void aSecondBackupHasOnlyWhatIsNew() {
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      for (int i = 0; i < 50; i++) {
        Workspaces.add(source, i);
      }
      BackupReport first = backups.backup(source);
      assertEquals(BackupReport.Kind.FULL, first.kind());
      assertEquals(51, first.transactions());
      Workspaces.add(source, 50);
      BackupReport second = backups.backup(source);
      assertEquals(BackupReport.Kind.INCREMENTAL, second.kind());
      assertEquals(1, second.transactions());
      assertEquals(1, second.files());
      assertEquals(BackupReport.Kind.UNCHANGED, backups.backup(source).kind());
      assertEquals(
          List.of(1L, 2L), backups.list().stream().map(BackupPoint::number).toList());
      BackupReport full = backups.backup(source, BackupOptions.full());
      assertEquals(52, full.transactions());
      assertEquals(List.of(), backups.verify().damages());
    }
  }

  @Test
  default void manySmallBackupsDoNotMakeManyFiles() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups backups = Backups.open(target)) {
      for (int i = 0; i < 64; i++) {
        Workspaces.add(source, i);
        backups.backup(source);
        backups.retain(BackupRetention.last(1));
      }
      assertTrue(target.list().size() <= 8, () -> "files: " + target.list());
      backups.restore(config("copy"));
      assertEquals(entries("source"), entries("copy"));
    }
  }

  @Test
  default void aDatabaseGoesOnWhereItWasRestored() {
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      source.transact("[{:db/ident :n :db/cardinality :db.cardinality/many} {:m 1}]");
      Workspaces.add(source, 1);
      backups.backup(source);
      assertEquals(2, backups.restore(config("copy")).t());
      try (Connection copy = database("copy")) {
        assertEquals(source.db().basisT(), copy.db().basisT());
        assertEquals(3, copy.transact("[{:db/id \"e\" :n 2}]").t());
        assertEquals(3, source.transact("[{:db/id \"e\" :n 2}]").t());
        assertEquals(
            source.db().q("[:find ?e ?n :where [?e :n ?n]]").rows(),
            copy.db().q("[:find ?e ?n :where [?e :n ?n]]").rows());
        assertEquals(source.db().stats(), copy.db().stats());
      }
    }
  }

  @Test
  default void aRestoredDatabaseFollowsWithTheNextBackups() {
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      for (int i = 0; i < 5; i++) {
        Workspaces.add(source, i);
        backups.backup(source);
        RestoreReport report = backups.restore(config("copy"));
        assertEquals(i == 0 ? 2 : 1, report.transactions());
        assertEquals(entries("source"), entries("copy"));
      }
    }
  }

  @Test
  default void whatIsNotTheSameDatabaseIsLeftAlone() {
    try (Connection source = database("source");
        Connection other = database("other");
        Connection branch = database("branch");
        Backups backups = Backups.open(new MemoryTarget())) {
      Workspaces.add(source, 1);
      Workspaces.add(other, 2);
      backups.backup(source);
      List<String> before = Dump.entries(other.storage());
      BackupException refused =
          assertThrows(BackupException.class, () -> backups.restore(config("other")));
      assertTrue(refused.summary().contains("another database"), refused.summary());
      assertEquals(before, Dump.entries(other.storage()));
      assertThrows(BackupException.class, () -> backups.backup(other));

      backups.restore(branch, RestoreOptions.newest());
      Workspaces.add(branch, 3);
      Workspaces.add(source, 4);
      Workspaces.add(source, 5);
      backups.backup(source);
      BackupException gone =
          assertThrows(BackupException.class, () -> backups.restore(config("branch")));
      assertTrue(gone.summary().contains("another way"), gone.summary());
      BackupException further = assertThrows(
          BackupException.class, () -> backups.restore(config("branch"), RestoreOptions.to(1)));
      assertTrue(further.summary().contains("further"), further.summary());
    }
  }

  @Test
  default void aBackupIsChosenBeforeADatabaseIsBegun() {
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      assertTrue(backups.choose(RestoreOptions.newest()).isEmpty());
      Workspaces.add(source, 1);
      backups.backup(source);
      Workspaces.add(source, 2);
      backups.backup(source);

      assertEquals(2, chosen(backups, RestoreOptions.newest()));
      assertEquals(2, chosen(backups, RestoreOptions.to(1)));
      assertEquals(1, chosen(backups, RestoreOptions.to(1).ofBackup(1)));
      RestoreOptions number = RestoreOptions.newest().ofBackup(3);
      for (RestoreOptions none : List.of(RestoreOptions.to(99), number)) {
        assertTrue(backups.choose(none).isEmpty());
        assertThrows(BackupException.class, () -> backups.restore(config("none"), none));
      }
    }
    try (Namespaces namespaces = Dfdb.openNamespaces(Map.of("storage", storage()))) {
      assertFalse(namespaces.exists("none"));
    }
  }

  private static long chosen(Backups backups, RestoreOptions options) {
    return backups.choose(options).orElseThrow().number();
  }

  @Test
  default void aBranchIsBackedUpBesideWhatItCameFrom() {
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      for (int i = 0; i < 9; i++) {
        Workspaces.add(source, i);
      }
      backups.backup(source, BackupOptions.incremental().withPartBytes(1_000));
      backups.restore(config("branch"), RestoreOptions.to(5));
      try (Connection branch = database("branch")) {
        Workspaces.add(branch, 99);
        assertEquals(BackupReport.Kind.COMPARED, backups.backup(branch).kind());
      }
      backups.restore(config("a"), RestoreOptions.newest().ofBackup(1));
      backups.restore(config("b"));
      assertEquals(entries("source"), entries("a"));
      assertEquals(entries("branch"), entries("b"));
      assertEquals(List.of(), backups.verify().damages());
    }
  }
}

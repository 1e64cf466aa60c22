package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Excision;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupReport;
import dev.dfdb.backup.BackupRetention;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.events.Append;
import dev.dfdb.events.Events;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a backup holds after something was erased, and beside the datoms. */
interface BackupErasureRules extends BackupRules {

  @Test
  default void whatWasExcisedIsNotInTheNextBackup() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups backups = Backups.open(target)) {
      source.transact(
          "[{:db/ident :kept} {:db/ident :secret} {:db/ident :forgotten" + " :db/noHistory true}]");
      long e = source
          .transact("[{:db/id \"e\" :kept 1 :secret \"hunter2\" :forgotten 1}]")
          .id("e");
      source.transact(List.of(List.of(":db/add", e, ":secret", "hunter3")));
      source.transact(List.of(List.of(":db/add", e, ":forgotten", 2)));
      for (int i = 0; i < 20; i++) {
        Workspaces.add(source, i);
      }
      backups.backup(source, BackupOptions.incremental().withPartBytes(1_000));
      source.transact(List.of(List.of(":db/add", e, ":secret", "hunter4")));
      source.excise(Excision.ofEntity(e).only(":secret"));
      BackupReport next = backups.backup(source);
      assertEquals(BackupReport.Kind.COMPARED, next.kind());
      backups.retain(BackupRetention.last(1));
      assertEquals(List.of(), backups.verify().damages());
      backups.restore(config("copy"));
      assertEquals(entries("source"), entries("copy"));
      backups.restore(config("then"), RestoreOptions.to(5));
      try (Connection then = database("then")) {
        assertTrue(then.db().q("[:find ?v :where [_ :secret ?v]]").isEmpty());
        assertEquals(1L, then.db().q("[:find ?v . :where [_ :kept ?v]]").value());
      }
    }
  }

  @Test
  default void trimmedHistoryIsTrimmedInTheNextBackup() {
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      source.transact("[{:db/ident :n :db/historyRetention {:versions 2}}]");
      long e = source.transact("[{:db/id \"e\" :n 0}]").id("e");
      for (int i = 1; i < 20; i++) {
        source.transact(List.of(List.of(":db/add", e, ":n", i)));
        if (i == 10) {
          backups.backup(source);
        }
      }
      source.compact();
      assertEquals(BackupReport.Kind.COMPARED, backups.backup(source).kind());
      backups.restore(config("copy"));
      assertEquals(entries("source"), entries("copy"));
      source.transact(List.of(List.of(":db/add", e, ":n", 99)));
      assertEquals(BackupReport.Kind.INCREMENTAL, backups.backup(source).kind());
      backups.restore(config("copy"));
      assertEquals(entries("source"), entries("copy"));
    }
  }

  @Test
  default void eventsAreOfTheMomentOfTheDatabase() {
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      Events events = Events.of(source);
      for (long i = 0; i < 30; i++) {
        Streams.append(events, "a-" + i % 3, i);
        Streams.append(events, "b-" + i % 2, i, i);
      }
      events.transact(List.of(Map.of(":n", 1)), Append.to("a-0", Streams.message(99)));
      BackupReport first = backups.backup(source, BackupOptions.incremental().withPartBytes(1_000));
      assertEquals(List.of(), first.omissions());
      List<String> before = Dump.events(source.storage());
      long t = source.db().basisT();
      Streams.append(events, "a-0", 100);
      BackupReport second =
          backups.backup(source, BackupOptions.incremental().withPartBytes(1_000));
      assertEquals(0, second.transactions());
      assertTrue(second.files() > 0 && second.files() < first.files(), "only what has changed");

      assertEquals(
          RestoreReport.Events.RESTORED, backups.restore(config("copy")).events());
      try (Connection copy = database("copy")) {
        assertEquals(Dump.events(source.storage()), Dump.events(copy.storage()));
        Streams.append(Events.of(copy), "a-0", 101);
        BackupException refused = assertThrows(
            BackupException.class, () -> backups.restore(copy, RestoreOptions.newest()));
        assertTrue(refused.summary().contains("streams"), refused.summary());
      }
      RestoreOptions older = RestoreOptions.newest().ofBackup(1);
      assertEquals(t, backups.restore(config("older"), older).t());
      try (Connection copy = database("older")) {
        assertEquals(before, Dump.events(copy.storage()));
      }
      assertEquals(
          RestoreReport.Events.LEFT_OUT,
          backups.restore(config("early"), RestoreOptions.to(t - 1)).events());
      BackupReport without = backups.backup(source, BackupOptions.full().withoutEvents());
      assertEquals(List.of("the streams of events"), without.omissions());
    }
  }
}

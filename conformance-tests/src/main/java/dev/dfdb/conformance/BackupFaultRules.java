package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupPoint;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.conformance.oracle.Fault;
import dev.dfdb.conformance.oracle.FaultyStorage;
import dev.dfdb.error.DfdbException;
import dev.dfdb.events.Events;
import dev.dfdb.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What was interrupted at any moment ends right when it is done again. */
interface BackupFaultRules extends BackupRules {

  private static int faultStep() {
    return Integer.getInteger("dfdb.backup.fault-step", 1);
  }

  /** Small parts, so that there are many writes. */
  private static BackupOptions options() {
    return BackupOptions.incremental().withPartBytes(1_000);
  }

  private static void fill(Connection source) {
    source.transact("[{:db/ident :text :db/cardinality :db.cardinality/many}]");
    Events events = Events.of(source);
    for (int i = 0; i < 8; i++) {
      source.transact(List.of(Map.of(":text", "a text that takes some room " + i)));
      Streams.append(events, "a-" + i, i);
    }
    source.transact("[{:db/ident :text :db/cardinality :db.cardinality/one}]");
    source.transact("[{:text \"the last\"} {:n 1}]");
  }

  @Test
  default void aBackupThatEndsAtAnyWriteIsGoneOnWith() {
    try (Connection source = database("source")) {
      fill(source);
      for (boolean isApplied : new boolean[] {false, true}) {
        int change = 0;
        while (backupFails(source, new FaultyTarget(change, isApplied))) {
          change += faultStep();
        }
      }
    }
  }

  /** Whether the change came. */
  private boolean backupFails(Connection source, FaultyTarget faulty) {
    try (Backups backups = Backups.open(faulty)) {
      backups.backup(source, options());
      backups.backup(source, BackupOptions.full().withPartBytes(1_000));
    } catch (BackupException told) {
      assertTrue(faulty.hasFailed(), () -> "it fails where it is made to, not: " + told);
    }
    try (Backups backups = Backups.open(faulty.copy())) {
      assertEquals(List.of(), backups.verify().damages(), "what there is of it is whole");
      for (BackupPoint point : backups.list()) {
        assertTrue(point.t() <= source.db().basisT());
      }
      backups.backup(source, options());
      assertEquals(List.of(), backups.verify().damages());
      checkRestored(source, backups);
    }
    return faulty.hasFailed();
  }

  private void checkRestored(Connection source, Backups backups) {
    try (Connection copy = database("copy")) {
      backups.restore(copy, RestoreOptions.newest());
      assertEquals(Dump.entries(source.storage()), Dump.entries(copy.storage()));
      assertEquals(Dump.events(source.storage()), Dump.events(copy.storage()));
    }
    Dfdb.deleteNamespace(Map.of("storage", storage()), "copy");
  }

  @Test
  default void aRestoreThatEndsAtAnyWriteIsGoneOnWith() {
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      fill(source);
      backups.backup(source, options());
      for (Fault fault : Fault.values()) {
        for (boolean dies : new boolean[] {false, true}) {
          everyWrite(faulty -> restoreFails(source, backups, faulty), fault, dies);
        }
      }
    }
  }

  private void everyWrite(Consumer<FaultyStorage> action, Fault fault, boolean dies) {
    int write = 0;
    FaultyStorage faulty;
    do {
      faulty = new FaultyStorage(storage(), write, fault, dies);
      action.accept(faulty);
      write += faultStep();
    } while (faulty.hasFailed());
  }

  private void restoreFails(Connection source, Backups backups, Storage faulty) {
    try (Connection copy = Dfdb.createDb(Map.of("storage", faulty, "namespace", "copy"))) {
      backups.restore(copy, RestoreOptions.newest());
    } catch (DfdbException told) {
      assertTrue(
          ((FaultyStorage) faulty).hasFailed(), () -> "it fails where it is made to, not: " + told);
    }
    checkRestored(source, backups);
  }
}

package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupPoint;
import dev.dfdb.backup.BackupReport;
import dev.dfdb.backup.BackupRetention;
import dev.dfdb.backup.BackupSchedule;
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.BackupVerification;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.NamespaceBackups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/backup.md. */
class BackupGuideTest {

  @TempDir
  private Path folder;

  private final Storage storage = StorageProviders.find().open(Map.of("type", "memory"));
  private final Connection connection = Dfdb.createDb(Map.of("storage", storage));

  @BeforeEach
  void fill() {
    connection.transact("[{:person/name \"Ada\"}]");
  }

  @AfterEach
  void close() {
    connection.close();
    storage.close();
  }

  @Test
  void backUpAndRestore() {
    // snippet: backup-folder
    try (Backups backups = Backups.open(BackupTarget.folder(folder.resolve("people")))) {
      backups.backup(connection); // others read and write meanwhile
      connection.transact("[{:person/name \"Bob\"}]");
      BackupReport second = backups.backup(connection); // only what is new
      assertEquals(1, second.transactions());

      Map<String, Object> other = Map.of("type", "rocksdb", "path", folder.resolve("restored"));
      backups.restore(Map.of("storage-config", other)); // a storage of any type
      try (Connection restored = Dfdb.createDb(Map.of("storage-config", other))) {
        assertEquals(2, restored.db().q("[:find ?e :where [?e :person/name]]").size());
      }
    }
    // end
  }

  @Test
  void pointInTime() {
    // snippet: backup-to-t
    try (Backups backups = Backups.open(BackupTarget.folder(folder))) {
      long good = connection.db().basisT();
      connection.transact("[{:person/name \"a mistake\"}]");
      backups.backup(connection);

      Map<String, Object> copy = Map.of("storage", storage, "namespace", "before-the-mistake");
      backups.restore(copy, RestoreOptions.to(good));
      try (Connection before = Dfdb.createDb(copy)) {
        assertEquals(good, before.db().basisT());
      }
    }
    // end
  }

  @Test
  void time() {
    try (Connection dated = Dfdb.createDb(Map.of("storage", storage, "namespace", "dated"))) {
      dated.transact("[{:db/id \"datomic.tx\" :db/txInstant #inst \"2001-01-01T08:00:00Z\"}"
          + " {:person/name \"Bob\"}]");
      dated.transact("[{:db/id \"datomic.tx\" :db/txInstant #inst \"2001-01-01T09:15:00Z\"}"
          + " {:person/name \"a mistake\"}]");
      restoreToNine(dated);
    }
  }

  private void restoreToNine(Connection dated) {
    // snippet: backup-to-time
    try (Backups backups = Backups.open(BackupTarget.folder(folder))) {
      backups.backup(dated); // with transactions of 8:00 and of 9:15

      Map<String, Object> copy = Map.of("storage", storage, "namespace", "at-nine");
      RestoreOptions nine = RestoreOptions.to(Instant.parse("2001-01-01T09:00:00Z"));
      assertEquals(1, backups.restore(copy, nine).t()); // that of 8:00
    }
    // end
  }

  @Test
  void damage() throws IOException {
    try (Backups backups = Backups.open(BackupTarget.folder(folder))) {
      backups.backup(connection);
    }
    Files.write(folder.resolve("manifest-00000001"), new byte[10]);
    // snippet: backup-damaged
    try (Backups backups = Backups.open(BackupTarget.folder(folder))) {
      backups.backup(connection, BackupOptions.full()); // first: one that depends on no old file
      List<String> discarded = backups.discardDamaged();
      assertEquals(List.of("manifest-00000001"), discarded);
      assertTrue(backups.verify().isSound());
    }
    // end
  }

  @Test
  void proof() {
    // snippet: backup-verify
    try (Backups backups = Backups.open(BackupTarget.folder(folder))) {
      backups.backup(connection, BackupOptions.full().withProgress(done -> {
        assertTrue(done.fraction() <= 1);
      }));
      BackupVerification found = backups.verify();
      assertEquals(List.of(), found.damages()); // else: which file, what part, at which byte
      for (BackupPoint point : backups.list()) {
        assertTrue(point.isComplete());
      }
      assertEquals(List.of(), connection.verify().damages()); // the database itself
    }
    // end
  }

  @Test
  void stream() throws IOException {
    // snippet: backup-stream
    Path file = folder.resolve("people.backup");
    try (OutputStream out = Files.newOutputStream(file)) {
      Backups.write(connection, out, BackupOptions.full());
    }
    Map<String, Object> copy = Map.of("storage", storage, "namespace", "copy");
    try (Connection into = Dfdb.createDb(copy);
        InputStream in = Files.newInputStream(file)) {
      Backups.restore(in, into, RestoreOptions.newest());
    }
    // end
    assertEquals(List.of("copy"), Dfdb.listNamespaces(Map.of("storage", storage)));
  }

  @Test
  void schedule() {
    // snippet: backup-schedule
    try (Backups backups = Backups.open(BackupTarget.folder(folder));
        BackupSchedule schedule = BackupSchedule.start(
            connection, backups, Duration.ofHours(1), BackupRetention.last(24).andDaily(30))) {
      schedule.failure().ifPresent(problem -> {
        throw problem; // it is logged, and the backup is tried again soon
      });
    }
    // end
  }

  @Test
  void namespaces() {
    // snippet: backup-namespaces
    try (NamespaceBackups backups = NamespaceBackups.open(BackupTarget.folder(folder))) {
      backups.backup(Map.of("storage", storage));
      assertEquals(List.of(""), backups.names()); // the one database here, which has no name
      backups.restore(Map.of("storage-config", Map.of("type", "memory")));
    }
    // end
  }
}

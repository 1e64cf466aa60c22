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
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.BackupVerification;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.NamespaceBackups;
import dev.dfdb.events.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is damaged, left over or somebody else's is told, removed or left alone. */
interface BackupLeftoverRules extends BackupRules {

  private static void flip(MemoryTarget target, String file) {
    byte[] content = target.read(file).orElseThrow();
    content[content.length / 2] ^= 1;
    target.write(file, content);
  }

  private static void backUp(Backups backups, Connection source, int count) {
    for (int i = 0; i < count; i++) {
      Workspaces.add(source, i);
      backups.backup(source, BackupOptions.full());
    }
  }

  private static List<Long> numbers(Backups backups) {
    return backups.list().stream().map(point -> point.number()).toList();
  }

  @Test
  default void aDamagedBackupGoesWithItsFilesWhenItIsOlderThanThoseThatAreKept() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups backups = Backups.open(target)) {
      backUp(backups, source, 1);
      flip(target, "manifest-00000001");
      backUp(backups, source, 1);
      assertEquals(1, backups.retain(BackupRetention.last(1)));
      assertEquals(2, target.list().size(), () -> "a manifest and a part: " + target.list());
      assertTrue(backups.verify().isSound());
      backups.restore(config("copy"));
      assertEquals(entries("source"), entries("copy"));
    }
  }

  @Test
  default void aDamagedBackupAmongThoseThatAreKeptHindersRemovalsUntilItIsDiscarded() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups backups = Backups.open(target)) {
      backUp(backups, source, 4);
      flip(target, "manifest-00000003");
      List<String> before = target.list();
      BackupException hindered =
          assertThrows(BackupException.class, () -> backups.retain(BackupRetention.last(2)));
      assertTrue(hindered.summary().contains("discardDamaged"), hindered.summary());
      assertEquals(before, target.list(), "nothing was removed");

      assertEquals(List.of("manifest-00000003"), backups.discardDamaged());
      assertEquals(List.of(), backups.discardDamaged());
      assertTrue(backups.verify().isSound());
      assertEquals(List.of(1L, 2L, 4L), numbers(backups));
      assertEquals(1, backups.retain(BackupRetention.last(2)));
      assertEquals(4, target.list().size(), () -> "manifests and parts: " + target.list());
      assertTrue(backups.verify().isSound());
    }
  }

  @Test
  default void whatALaterVersionHasMadeIsNotRemoved() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups backups = Backups.open(target)) {
      backUp(backups, source, 3);
      byte[] later = target.read("manifest-00000001").orElseThrow();
      String text = new String(later, StandardCharsets.UTF_8);
      String title = "dfdb backup, format 9";
      CRC32C sum = new CRC32C();
      sum.update(title.getBytes(StandardCharsets.UTF_8));
      String first = title + " ;" + "%08x".formatted(sum.getValue());
      String changed = first + text.substring(text.indexOf('\n'));
      target.write("manifest-00000001", changed.getBytes(StandardCharsets.UTF_8));
      assertThrows(BackupException.class, () -> backups.retain(BackupRetention.last(1)));
      assertEquals(List.of(), backups.discardDamaged());
      flip(target, "manifest-00000002");
      assertThrows(BackupException.class, backups::discardDamaged);
      assertTrue(target.list().contains("manifest-00000001"));
      assertEquals(List.of(3L), numbers(backups));
    }
  }

  @Test
  default void aPartThatIsMissingIsWrittenAgainByTheNextBackup() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups backups = Backups.open(target)) {
      for (int i = 0; i < 20; i++) {
        Workspaces.add(source, i);
      }
      Streams.append(Events.of(source), "a-1", 1);
      backups.backup(source, BackupOptions.incremental().withPartBytes(1_000));
      for (String kind : List.of("log-", "events-")) {
        String part = target.list().stream()
            .filter(one -> one.startsWith(kind))
            .findFirst()
            .orElseThrow();
        target.delete(part);
        assertFalse(backups.verify().isSound());
        BackupReport report = backups.backup(source);
        assertTrue(report.files() > 0, "nothing is new, and yet there is something to write");
        backups.retain(BackupRetention.last(1));
        assertTrue(backups.verify().isSound());
      }
    }
  }

  @Test
  default void aManifestThatIsMissingIsNamed() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups backups = Backups.open(target)) {
      backUp(backups, source, 2);
      target.delete("manifest-00000002");
      BackupVerification found = backups.verify();
      assertEquals(1, found.damages().size(), () -> found.damages().toString());
      assertEquals("manifest-00000002", found.damages().get(0).file());
      assertFalse(found.isSound());
      target.delete("manifest-00000001");
      assertEquals(2, backups.verify().damages().size());
      backups.backup(source);
      assertTrue(backups.verify().isSound(), "it has removed what nothing names");
    }
    try (Connection source = database("source");
        NamespaceBackups all = NamespaceBackups.open(target)) {
      assertEquals(Map.of(), all.verify());
      all.backup(Map.of("storage", storage()));
      target.delete("name-source/manifest-00000001");
      assertEquals(
          List.of(false),
          all.verify().values().stream().map(BackupVerification::isSound).toList());
      assertEquals(0, source.verify().damages().size());
    }
  }

  @Test
  default void noBackupIsNoProof() {
    try (Backups backups = Backups.open(new MemoryTarget())) {
      BackupVerification found = backups.verify();
      assertTrue(found.isEmpty());
      assertFalse(found.isSound());
      assertEquals(List.of(), found.damages());
    }
  }

  @Test
  default void whatARunThatWasCutShortHasLeftIsARemark() {
    try (Connection source = database("source")) {
      Workspaces.add(source, 1);
      FaultyTarget faulty = new FaultyTarget(2, false); // the lock, a part; not the manifest
      try (Backups backups = Backups.open(faulty)) {
        assertThrows(BackupException.class, () -> backups.backup(source));
      }
      MemoryTarget target = faulty.copy();
      try (Backups backups = Backups.open(target)) {
        BackupVerification found = backups.verify();
        assertEquals(List.of(), found.damages());
        assertEquals(1, found.remarks().size());
        assertTrue(found.isEmpty());
        backups.backup(source);
        assertEquals(List.of(), backups.verify().remarks());
        assertEquals(2, target.list().size(), () -> "a manifest and a part: " + target.list());
      }
    }
  }

  @Test
  default void aVerificationWhileABackupIsMadeHasNothingToSayOfIt() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups backups = Backups.open(target);
        Backups proof = Backups.open(target)) {
      backUp(backups, source, 1);
      BackupOptions options = BackupOptions.full().withPartBytes(1_000).withProgress(done -> {
        BackupVerification found = proof.verify();
        assertTrue(found.isSound());
        assertEquals(List.of(), found.remarks());
      });
      for (int i = 0; i < 10; i++) {
        Workspaces.add(source, i);
      }
      backups.backup(source, options);
    }
  }

  @Test
  default void aVerificationWhileBackupsAreRemovedFindsNothingWrong() {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database("source");
        Backups backups = Backups.open(target);
        Backups others = Backups.open(target)) {
      backUp(backups, source, 3);
      BackupVerification found = backups.verify(done -> others.retain(BackupRetention.last(1)));
      assertEquals(List.of(), found.damages());
      assertEquals(List.of(3L), numbers(backups));
    }
  }

  @Test
  default void filesOfOthersAreLeftAlone() {
    MemoryTarget target = new MemoryTarget();
    List<String> foreign = List.of(
        "manifest-9999999999999999999999",
        "manifest-000000000001",
        "manifest-mine",
        "log-of-the-week",
        "events-2026",
        "photos/manifest-00000001",
        "hex-/manifest-00000001",
        "hex-abc/manifest-00000001",
        "name-/manifest-00000001");
    foreign.forEach(file -> target.write(file, new byte[] {1}));
    try (Connection source = database("source");
        Backups backups = Backups.open(target);
        NamespaceBackups all = NamespaceBackups.open(target)) {
      assertEquals(List.of(), all.names());
      backUp(backups, source, 2);
      assertEquals(1, backups.retain(BackupRetention.last(1)));
      assertEquals(List.of(2L), numbers(backups));
      assertTrue(backups.verify().isSound());
      assertTrue(target.list().containsAll(foreign));
      target.write("manifest-999999999999999999", new byte[] {1});
      assertThrows(BackupException.class, () -> backups.backup(source, BackupOptions.full()));
    }
  }

  @Test
  default void whatAKilledProcessHasNotFinishedIsRemovedFromAFolder(@TempDir Path folder)
      throws IOException {
    Path unfinished = folder.resolve("log-00000001-0123456789abcdef-000001.0a.unfinished");
    Path older = folder.resolve("log-00000001-01234567-000001.unfinished");
    Path foreign = folder.resolve("thesis.unfinished");
    for (Path file : List.of(unfinished, older, foreign)) {
      Files.write(file, new byte[100]);
    }
    try (Connection source = database("source");
        Backups backups = Backups.open(BackupTarget.folder(folder))) {
      Workspaces.add(source, 1);
      backups.backup(source);
    }
    assertFalse(Files.exists(unfinished));
    assertFalse(Files.exists(older));
    assertTrue(Files.exists(foreign));
  }

  @Test
  default void aWriteThatFailsLeavesNothingInAFolder(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("taken/by/a/folder"));
    try (BackupTarget target = BackupTarget.folder(folder)) {
      assertThrows(BackupException.class, () -> target.write("taken", new byte[10]));
      assertTrue(target.create("new", new byte[] {1}));
      assertFalse(target.create("new", new byte[] {2}));
      assertEquals(1, target.read("new").orElseThrow()[0]);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }
}

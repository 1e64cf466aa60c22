package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.storage.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening does with directories in every state. */
class OpeningTest {

  @TempDir
  Path home;

  @Test
  void aMissingDirectoryIsMadeWithItsParents() {
    Path directory = home.resolve("a/b/c");
    Stores.open(directory).close();
    assertTrue(Files.isDirectory(directory));
  }

  @Test
  void aMissingDirectoryIsAnErrorIfItMayNotBeMade() {
    Path directory = home.resolve("missing");
    StorageException refusal = assertThrows(
        StorageUnavailableException.class,
        () -> Stores.open(directory, "create-if-missing", false));
    assertEquals(directory, refusal.context().get("path"));
    assertFalse(Files.exists(directory));
  }

  @Test
  void aClosedDatabaseLeavesNoLongLogToGoThrough() throws IOException {
    try (RocksDbStorage storage = Stores.open(home, "durability", "async")) {
      for (int i = 0; i < 1_000; i++) {
        storage.put(new byte[] {1, (byte) (i >> 8), (byte) i}, new byte[10_000]);
      }
    }
    for (Path log : Stores.files(home, ".log")) {
      assertEquals(0, Files.size(log), log::toString);
    }
    try (RocksDbStorage storage = Stores.open(home)) {
      assertArrayEquals(new byte[10_000], storage.get(new byte[] {1, 3, (byte) 0xE7}));
    }
  }

  @Test
  void anEmptyDirectoryIsNoDatabaseEither() {
    assertThrows(
        StorageUnavailableException.class, () -> Stores.open(home, "create-if-missing", false));
    Stores.open(home).close();
    Stores.open(home, "create-if-missing", false).close();
  }

  @Test
  void aFileIsNotADirectory() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "text");
    assertThrows(StorageUnavailableException.class, () -> Stores.open(file));
    assertThrows(StorageUnavailableException.class, () -> Stores.open(file.resolve("below")));
    assertEquals("text", Files.readString(file));
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsRefused() throws IOException {
    Path directory = Files.createDirectory(home.resolve("locked"));
    assertTrue(directory.toFile().setWritable(false));
    Assumptions.assumeFalse(
        Files.isWritable(directory), "this user may write anywhere; permissions don't bind it");
    StorageException refusal =
        assertThrows(StorageUnavailableException.class, () -> Stores.open(directory));
    assertEquals("no permission to read and write the directory", refusal.summary());
  }

  @Test
  void aDirectoryThatCannotBeMadeIsRefused() {
    Path directory = Path.of("/proc/dfdb/db");
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc on this system");
    StorageException refusal =
        assertThrows(StorageUnavailableException.class, () -> Stores.open(directory));
    assertEquals(directory, refusal.context().get("path"));
  }

  @Test
  void aDirectoryWithSomethingElseInItIsLeftAlone() throws IOException {
    Path letter = Files.writeString(home.resolve("letter.txt"), "dear");
    StorageException refusal = assertThrows(MisconfiguredException.class, () -> Stores.open(home));
    assertEquals(letter.getFileName(), refusal.context().get("found"));
    assertEquals(List.of(letter), Stores.files(home, ""));
  }

  @Test
  void aDirectoryOpenInThisProcessIsRefusedUnderAnyName() throws IOException {
    Path directory = home.resolve("db");
    Path alias = home.resolve("alias");
    try (RocksDbStorage storage = Stores.open(directory)) {
      Files.createSymbolicLink(alias, directory);
      for (Path name : List.of(directory, alias, home.resolve("db/../db"))) {
        StorageException refusal =
            assertThrows(StorageUnavailableException.class, () -> Stores.open(name));
        assertTrue(refusal.summary().contains("already open in this process"), refusal::summary);
        assertEquals(directory.toRealPath(), refusal.context().get("path"));
      }
      storage.put(Stores.key(1), Stores.key(1));
    }
    Stores.open(alias).close();
  }

  @Test
  void aDirectoryHeldByAnotherProcessIsRefused() throws Exception {
    Path directory = home.resolve("db");
    try (Holder holder = Holder.hold(directory)) {
      StorageException refusal =
          assertThrows(StorageUnavailableException.class, () -> Stores.open(directory));
      assertTrue(refusal.summary().contains("another process"), refusal::summary);
      assertEquals(directory.toRealPath(), refusal.context().get("path"));
      holder.release();
      try (RocksDbStorage storage = Stores.open(directory)) {
        assertArrayEquals(Stores.text("held"), storage.get(Stores.text("key")));
      }
    }
  }

  @Test
  void aFailedOpenLeavesTheDirectoryFree() throws IOException {
    Path directory = home.resolve("db");
    fill(directory);
    Path manifest = newest(directory, "MANIFEST-");
    byte[] good = Files.readAllBytes(manifest);
    for (int i = 0; i < 20; i++) {
      Files.write(manifest, new byte[] {1, 2, 3});
      assertThrows(CorruptionException.class, () -> Stores.open(directory));
    }
    Files.write(manifest, good);
    try (RocksDbStorage storage = Stores.open(directory)) {
      assertEquals(1_000, Stores.entries(storage).size());
    }
  }

  @Test
  void aDatabaseThatLostItsCurrentFileIsNotReplacedByAnEmptyOne() throws IOException {
    Path directory = home.resolve("db");
    fill(directory);
    List<Path> before = Stores.files(directory, ".sst");
    Path current = directory.resolve("CURRENT");
    Path aside = Files.move(current, home.resolve("aside"));
    StorageException refusal =
        assertThrows(CorruptionException.class, () -> Stores.open(directory));
    assertEquals("CURRENT", refusal.context().get("missing"));
    assertEquals(before, Stores.files(directory, ".sst"));
    Files.move(aside, current);
    Stores.open(directory).close();
  }

  @Test
  void aMissingDataFileIsCorruption() throws IOException {
    Path directory = home.resolve("db");
    fill(directory);
    Files.delete(Stores.files(directory, ".sst").get(0));
    assertThrows(CorruptionException.class, () -> Stores.open(directory));
  }

  @Test
  void aMissingManifestIsCorruption() throws IOException {
    Path directory = home.resolve("db");
    fill(directory);
    Files.delete(newest(directory, "MANIFEST-"));
    StorageException refusal =
        assertThrows(CorruptionException.class, () -> Stores.open(directory));
    assertTrue(
        String.valueOf(refusal.context().get("file")).startsWith("MANIFEST-"), refusal::getMessage);
  }

  @Test
  void anUnreadableCurrentFileIsCorruption() throws IOException {
    Path directory = home.resolve("db");
    fill(directory);
    Files.writeString(directory.resolve("CURRENT"), "gibberish");
    assertThrows(CorruptionException.class, () -> Stores.open(directory));
  }

  @Test
  void directIoIsAnErrorOrWorks() {
    try (RocksDbStorage storage = Stores.open(home, "direct-io", true)) {
      storage.put(Stores.key(1), Stores.key(2));
      storage.compact();
      assertArrayEquals(Stores.key(2), storage.get(Stores.key(1)));
    } catch (MisconfiguredException e) {
      assertTrue(e.summary().contains("these options"), e::getMessage);
    }
  }

  private static void fill(Path directory) {
    try (RocksDbStorage storage = Stores.open(directory)) {
      for (int i = 0; i < 1_000; i++) {
        Stores.put(storage, Stores.key(i), Stores.key(i), Durability.ASYNC);
      }
      storage.compact();
    }
  }

  private static Path newest(Path directory, String prefix) {
    return Stores.files(directory, "").stream()
        .filter(file -> file.getFileName().toString().startsWith(prefix))
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }
}

package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What comes of files with wrong bytes: an error where data is lost, never less data in silence.
 */
class DamageTest {

  private static final int ENTRIES = 2_000;
  private static final int BLOCK = 32 << 10;

  @TempDir
  Path home;

  @Test
  void aDamagedDataFileIsCorruptionWhereItIsRead() throws IOException {
    Path directory = home.resolve("db");
    try (RocksDbStorage storage =
        Stores.open(directory, "compression", "none", "bottommost-compression", "none")) {
      for (int i = 0; i < ENTRIES; i++) {
        Stores.put(storage, Stores.key(i), new byte[100], Durability.ASYNC);
      }
      storage.compact();
    }
    Path file = Stores.files(directory, ".sst").get(0);
    flip(file, Files.size(file) / 3);
    try (RocksDbStorage storage = Stores.open(directory)) {
      List<byte[]> unreadable = new ArrayList<>();
      for (int i = 0; i < ENTRIES; i++) {
        byte[] key = Stores.key(i);
        try {
          assertTrue(storage.get(key) != null, "what can be read is there");
        } catch (CorruptionException e) {
          assertEquals(file.getFileName().toString(), e.context().get("file"), e::getMessage);
          unreadable.add(key);
        }
      }
      assertFalse(unreadable.isEmpty(), "one block is damaged");
      assertTrue(unreadable.size() < ENTRIES / 10, "and only one");
      checkEveryReadFails(storage, unreadable);
    }
  }

  private static void checkEveryReadFails(RocksDbStorage storage, List<byte[]> unreadable) {
    byte[] key = unreadable.get(0);
    assertThrows(CorruptionException.class, () -> storage.getAll(List.of(Stores.key(0), key)));
    for (ScanOptions options : List.of(ScanOptions.FORWARD, ScanOptions.REVERSE)) {
      try (Cursor cursor = storage.scan(KeyRange.all(), options)) {
        assertThrows(CorruptionException.class, () -> count(cursor));
        assertThrows(CorruptionException.class, cursor::next, "and does not go on behind it");
      }
    }
    try (Snapshot snapshot = storage.snapshot()) {
      assertThrows(CorruptionException.class, () -> snapshot.get(key));
      assertThrows(CorruptionException.class, () -> snapshot.getAll(unreadable));
    }
    WriteBatch guarded = WriteBatch.builder().requireAbsent(key).put(key, key).build();
    assertThrows(CorruptionException.class, () -> storage.batchWrite(guarded));
  }

  @Test
  void aLogDamagedInTheMiddleIsNotOpened() throws IOException {
    Path directory = killed(ENTRIES, 100);
    Path log = Stores.files(directory, ".log").get(0);
    flip(log, Files.size(log) / 2);
    for (int i = 0; i < 2; i++) {
      CorruptionException refusal =
          assertThrows(CorruptionException.class, () -> Stores.open(directory));
      assertEquals(log.getFileName(), refusal.context().get("file"));
      assertTrue(refusal.getMessage().contains("wal-recovery=point-in-time"), refusal::getMessage);
    }
    try (RocksDbStorage storage = Stores.open(directory, "wal-recovery", "point-in-time")) {
      int left = Stores.entries(storage).size();
      assertTrue(left > ENTRIES / 3 && left < ENTRIES * 2 / 3, () -> left + " entries");
    }
    Stores.open(directory).close();
  }

  @Test
  void aLogThatEndsWithinARecordIsKnownFromAWholeOne() throws IOException {
    Path directory = killed(50, 3_000);
    Path log = Stores.files(directory, ".log").get(0);
    assertFalse(WalDamage.endsTorn(log), "with room behind its last record");
    long end = end(log);
    truncate(log, end);
    assertFalse(WalDamage.endsTorn(log), "at its last record");
    for (int missing : new int[] {1, 20, 2_990, 3_000}) {
      truncate(log, end - missing);
      assertTrue(WalDamage.endsTorn(log), missing + " bytes are missing");
    }
    truncate(log, 3);
    assertTrue(WalDamage.endsTorn(log), "within the first header");
    truncate(log, 0);
    assertFalse(WalDamage.endsTorn(log), "of nothing");

    Path longRecords = Stores.files(killed(3, 5 * BLOCK), ".log").get(0);
    assertFalse(WalDamage.endsTorn(longRecords));
    truncate(longRecords, 7L * BLOCK);
    assertTrue(WalDamage.endsTorn(longRecords), "between two fragments of a record");
  }

  @Test
  void aLogCutShortLosesTheRecordThatWasBeingWritten() throws IOException {
    Path directory = killed(ENTRIES, 100);
    Path log = Stores.files(directory, ".log").get(0);
    truncate(log, end(log) - 20);
    try (RocksDbStorage storage = Stores.open(directory)) {
      assertEquals(ENTRIES - 1, Stores.entries(storage).size());
    }
  }

  @Test
  void aLastRecordWithWrongBytesIsOneThatWasBeingWritten() throws IOException {
    Path directory = killed(ENTRIES, 100);
    Path log = Stores.files(directory, ".log").get(0);
    flip(log, end(log) - 20);
    try (RocksDbStorage storage = Stores.open(directory)) {
      assertEquals(ENTRIES - 1, Stores.entries(storage).size());
    }
    try (RocksDbStorage storage = Stores.open(directory)) {
      assertEquals(ENTRIES - 1, Stores.entries(storage).size());
    }
  }

  @Test
  void aLongLastRecordMayBeTornAnywhere() throws IOException {
    for (int part = 0; part < 5; part++) {
      Path directory = killed(10, 5 * BLOCK);
      Path log = Stores.files(directory, ".log").get(0);
      long end = end(log);
      flip(log, end - 5L * BLOCK + part * (long) BLOCK + 100);
      try (RocksDbStorage storage = Stores.open(directory)) {
        assertEquals(9, Stores.entries(storage).size(), "part " + part);
      }
    }
  }

  @Test
  void aHoleInALogIsNotItsEnd() throws IOException {
    Path directory = killed(20, BLOCK);
    Path log = Stores.files(directory, ".log").get(0);
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(2 * BLOCK), 4L * BLOCK);
    }
    assertThrows(CorruptionException.class, () -> Stores.open(directory));
  }

  /** A database that was killed with all its entries in the log. */
  private Path killed(int entries, int valueBytes) throws IOException {
    Path live = Files.createTempDirectory(home, "live");
    Path copy = Files.createTempDirectory(home, "killed");
    try (RocksDbStorage storage = Stores.open(live)) {
      for (int i = 0; i < entries; i++) {
        byte[] value = new byte[valueBytes];
        java.util.Arrays.fill(value, (byte) (i + 1));
        Stores.put(storage, Stores.key(i), value, Durability.ASYNC);
      }
      Stores.copy(live, copy);
    }
    return copy;
  }

  private static int count(Cursor cursor) {
    int count = 0;
    while (cursor.next()) {
      count++;
    }
    return count;
  }

  /** Where the last byte that is not zero is. */
  private static long end(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }

  private static void flip(Path file, long at) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) ~one.get(0)).rewind();
      channel.write(one, at);
    }
  }

  private static void truncate(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}

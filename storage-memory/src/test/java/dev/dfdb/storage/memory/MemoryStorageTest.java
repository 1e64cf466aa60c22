package dev.dfdb.storage.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryStorageTest {

  private static final int MANY = 20_000;

  private final MemoryStorage storage = MemoryStorage.create();

  @Test
  void aSnapshotOfAStorageThatIsRewrittenSeesItsOwnState() {
    storage.load(entries(0, MANY));
    try (Snapshot snapshot = storage.snapshot()) {
      storage.batchWrite(WriteBatch.builder().deleteRange(KeyRange.all()).build());
      storage.load(entries(MANY, MANY + 10));

      assertEquals(MANY, count(snapshot));
      assertEquals(10, count(storage));
    }
  }

  @Test
  void openCursorsAndSnapshotsAreCounted() {
    Snapshot snapshot = storage.snapshot();
    Cursor one = storage.scan(KeyRange.all(), ScanOptions.FORWARD);
    Cursor other = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD);
    assertEquals(2, storage.statistics().get("open-cursors"));
    assertEquals(1, storage.statistics().get("open-snapshots"));

    one.close();
    one.close();
    assertEquals(1, storage.statistics().get("open-cursors"));

    other.close();
    snapshot.close();
    assertEquals(0, storage.statistics().get("open-cursors"));
    assertEquals(0, storage.statistics().get("open-snapshots"));
  }

  @Test
  void aLongValueIsCopiedInAndOut() {
    byte[] value = new byte[Leaf.MAX_PACKED_VALUE + 1];
    storage.put(key(1), value);
    value[0] = 1;
    byte[] read = requireNonNull(storage.get(key(1)));
    read[1] = 1;

    assertArrayEquals(new byte[Leaf.MAX_PACKED_VALUE + 1], storage.get(key(1)));
  }

  @Test
  void aLoadTakesEntriesInAnyOrderAndReplacesWhatIsThere() {
    storage.put(key(3), bytes("old"));

    assertEquals(
        3,
        storage.load(
            List.of(entry(7, "seven"), entry(3, "three"), entry(5, "five")).iterator()));

    assertArrayEquals(bytes("three"), storage.get(key(3)));
    assertEquals(3, count(storage));
  }

  @Test
  void aLoadThatFailsLeavesTheStorageWritable() {
    Entry tooLong = new Entry(new byte[MemoryStorage.MAX_KEY_BYTES + 1], new byte[0]);

    assertThrows(
        LimitExceededException.class,
        () -> storage.load(List.of(entry(1, "one"), tooLong).iterator()));

    storage.put(key(2), bytes("two"));
    assertArrayEquals(bytes("two"), storage.get(key(2)));
  }

  @Test
  void anEntryCanBeReadWhileALoadAsksForTheNext() {
    storage.put(key(1), bytes("one"));
    Iterator<Entry> copies = IntStream.range(2, 10)
        .mapToObj(i -> new Entry(key(i), requireNonNull(storage.get(key(1)))))
        .iterator();

    assertEquals(8, storage.load(copies));
    assertArrayEquals(bytes("one"), storage.get(key(9)));
  }

  @Test
  void compactionUnitesLeavesThatDeletesHaveThinnedOut() {
    storage.load(entries(0, MANY));
    WriteBatch.Builder deletes = WriteBatch.builder();
    IntStream.range(0, MANY).filter(i -> i % 3 > 0).forEach(i -> deletes.delete(key(i)));
    storage.batchWrite(deletes.build());
    double before = TreeCheck.check(storage.root()).fill();

    storage.compact();

    TreeCheck after = TreeCheck.check(storage.root());
    assertTrue(before < 0.4 && after.fill() > 0.6, before + " before, " + after.fill() + " after");
    assertEquals((MANY + 2) / 3, after.entries());
    assertEquals((MANY + 2) / 3, count(storage));
  }

  @Test
  void everyDurabilityIsAccepted() {
    for (Durability durability : Durability.values()) {
      storage.batchWrite(
          WriteBatch.builder().put(key(1), bytes("1")).durability(durability).build());
    }
    assertArrayEquals(bytes("1"), storage.get(key(1)));
  }

  @Test
  void aBatchThatChangesNothingSharesTheTree() {
    storage.load(entries(0, MANY));
    Node before = storage.root();

    storage.batchWrite(WriteBatch.builder()
        .put(key(5), bytes("value 5"))
        .delete(key(MANY))
        .deleteRange(KeyRange.atLeast(key(MANY)))
        .build());

    assertEquals(before, storage.root());
  }

  @Test
  void aClosedStorageLetsGoOfItsEntriesAndRefusesEverything() {
    storage.put(key(1), bytes("one"));
    storage.close();
    storage.close();

    assertThrows(StorageClosedException.class, () -> storage.get(key(1)));
    assertThrows(StorageClosedException.class, () -> storage.put(key(1), key(1)));
    assertThrows(StorageClosedException.class, storage::snapshot);
    assertThrows(StorageClosedException.class, storage::sync);
    assertThrows(StorageClosedException.class, storage::compact);
    assertThrows(StorageClosedException.class, storage::statistics);
    assertThrows(StorageClosedException.class, () -> storage.load(entries(0, 1)));
    assertThrows(StorageClosedException.class, storage::root);
  }

  @Test
  void aReaderIsRefusedBecauseOfWhatWasClosed() {
    Snapshot snapshot = storage.snapshot();
    Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD);
    cursor.close();
    snapshot.close();

    assertEquals(
        "cursor",
        assertThrows(StorageClosedException.class, cursor::next).context().get("what"));
    assertEquals(
        "snapshot",
        assertThrows(StorageClosedException.class, () -> snapshot.get(key(1)))
            .context()
            .get("what"));
    Snapshot open = storage.snapshot();
    storage.close();
    assertEquals(
        "storage",
        assertThrows(StorageClosedException.class, () -> open.get(key(1)))
            .context()
            .get("what"));
    open.close();
  }

  @Test
  void anAbsentKeyIsNullAmongMany() {
    storage.put(key(1), new byte[0]);

    List<byte[]> values = storage.getAll(List.of(key(1), key(2), key(1)));

    assertEquals(0, values.get(0).length);
    assertNull(values.get(1));
    assertEquals(0, values.get(2).length);
  }

  private static long count(dev.dfdb.storage.ReadView view) {
    try (var entries = view.stream(KeyRange.all(), ScanOptions.FORWARD)) {
      return entries.count();
    }
  }

  private static Iterator<Entry> entries(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> entry(i, "value " + i)).iterator();
  }

  private static Entry entry(int i, String value) {
    return new Entry(key(i), bytes(value));
  }

  private static byte[] key(int i) {
    return bytes(String.format("key %08d", i));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}

package dev.dfdb.internal.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageCacheTest {

  private static final int MANY = 1_000;

  private final Versions versions = new Versions();
  private final PageCache cache =
      new PageCache(0, 1 << 20, List.of(new Region(KeyRange.prefix(new byte[] {1}), false)));

  @BeforeEach
  void fill() {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < MANY; i++) {
      batch.put(key(i), key(i));
    }
    versions.write(batch.build());
    cache.advance(1, List.of());
  }

  private static byte[] key(int i) {
    return new byte[] {1, (byte) (i >> 8), (byte) i};
  }

  private Snapshot newest() {
    long t = versions.newest();
    return cache.over(versions.counted(t), t);
  }

  private static int count(Snapshot view, KeyRange range, boolean reverse) {
    int count = 0;
    try (Cursor cursor = view.scan(range, new ScanOptions(reverse, Long.MAX_VALUE))) {
      while (cursor.next()) {
        count++;
      }
    }
    return count;
  }

  private void change(int i) {
    versions.write(WriteBatch.builder().put(key(i), new byte[] {9}).build());
    cache.advance(versions.newest(), List.of(KeyRange.only(key(i))));
  }

  @Test
  void whatWasReadIsNotAskedForAgain() {
    KeyRange all = KeyRange.prefix(new byte[] {1});
    assertEquals(MANY, count(newest(), all, false));
    assertEquals(1, versions.asked());
    assertEquals(MANY, count(newest(), all, false));
    assertEquals(MANY, count(newest(), all, true));
    assertArrayEquals(key(5), newest().get(key(5)));
    assertNull(newest().get(new byte[] {1, 0, 5, 0}));
    assertEquals(2, newest().getAll(List.of(key(7), key(8))).size());
    assertEquals(0, versions.asked());
  }

  @Test
  void aWalkInReverseIsKeptToo() {
    KeyRange some = KeyRange.closedOpen(key(100), key(700));
    assertEquals(600, count(newest(), some, true));
    assertEquals(1, versions.asked());
    assertEquals(600, count(newest(), some, false));
    assertEquals(0, versions.asked());
  }

  @Test
  void whatIsNotThereIsKnownNotToBeThere() {
    assertEquals(0, count(newest(), KeyRange.prefix(new byte[] {1, 100}), false));
    assertNull(newest().get(new byte[] {1, 99}));
    assertEquals(2, versions.asked());
    assertEquals(0, count(newest(), KeyRange.prefix(new byte[] {1, 100}), true));
    assertNull(newest().get(new byte[] {1, 100, 7}));
    assertNull(newest().get(new byte[] {1, 99}));
    assertEquals(0, versions.asked());
  }

  @Test
  void aChangeCostsThePageItIsInAndNoOther() {
    KeyRange all = KeyRange.prefix(new byte[] {1});
    count(newest(), all, false);
    versions.asked();
    change(500);
    assertArrayEquals(key(5), newest().get(key(5)));
    assertArrayEquals(key(900), newest().get(key(900)));
    assertEquals(0, versions.asked());
    assertArrayEquals(new byte[] {9}, newest().get(key(500)));
    assertEquals(1, versions.asked());
  }

  @Test
  void aStateBeforeAChangeDoesNotSeeWhatWasReadAfterIt() {
    Snapshot before = newest();
    change(500);
    assertArrayEquals(new byte[] {9}, newest().get(key(500)));
    assertArrayEquals(key(500), before.get(key(500)));
    assertArrayEquals(new byte[] {9}, newest().get(key(500)));
    assertEquals(2, versions.asked());
  }

  @Test
  void aStateBeforeAChangeGoesOnUsingPagesThatHoldForBoth() {
    Snapshot before = newest();
    before.get(key(3));
    change(500);
    versions.asked();
    before.get(key(3));
    newest().get(key(3));
    assertEquals(0, versions.asked());
  }

  @Test
  void aWalkOverSomePagesAsksOnceForTheRest() {
    count(newest(), KeyRange.closedOpen(key(0), key(300)), false);
    newest().get(key(400));
    newest().get(key(500));
    versions.asked();
    assertEquals(MANY, count(newest(), KeyRange.prefix(new byte[] {1}), false));
    assertEquals(1, versions.asked());
  }

  @Test
  void aWalkThatIsLeftKeepsWhatItHasPassed() {
    Snapshot view = newest();
    try (Cursor cursor = view.scan(KeyRange.prefix(new byte[] {1}), ScanOptions.FORWARD)) {
      for (int i = 0; i < 10; i++) {
        assertTrue(cursor.next());
      }
    }
    versions.asked();
    assertEquals(9, count(newest(), KeyRange.closedOpen(key(0), key(9)), false));
    assertEquals(0, versions.asked());
  }

  @Test
  void otherKeysAreNotKept() {
    byte[] other = {2};
    newest().get(other);
    newest().get(other);
    count(newest(), KeyRange.all(), false);
    count(newest(), KeyRange.all(), false);
    assertEquals(4, versions.asked());
  }

  @Test
  void aGapInWhatIsKnownForgetsEverything() {
    newest().get(key(1));
    versions.write(WriteBatch.builder().put(key(1), new byte[0]).build());
    versions.write(WriteBatch.builder().put(key(2), new byte[0]).build());
    cache.advance(versions.newest(), List.of(KeyRange.only(key(2))));
    assertArrayEquals(new byte[0], newest().get(key(1)));
  }

  @Test
  void whatIsForgottenIsReadAnew() {
    newest().get(key(1));
    newest().get(key(2));
    cache.forget(KeyRange.only(key(1)));
    versions.asked();
    newest().get(key(2));
    assertEquals(0, versions.asked());
    newest().get(key(1));
    assertEquals(1, versions.asked());
  }

  @Test
  void withNoRoomNothingStandsBetween() {
    Snapshot stored = versions.counted(1);
    assertEquals(stored, new PageCache(1, 0, List.of()).over(stored, 1));
  }

  @Test
  void aClosedCursorOrSnapshotSaysSo() {
    Snapshot view = newest();
    Cursor cursor = view.scan(KeyRange.prefix(new byte[] {1}), ScanOptions.FORWARD);
    assertTrue(cursor.next());
    cursor.close();
    cursor.close();
    assertThrows(StorageClosedException.class, cursor::next);
    assertThrows(StorageClosedException.class, cursor::key);
    count(newest(), KeyRange.prefix(new byte[] {1}), false);
    Cursor kept = view.scan(KeyRange.prefix(new byte[] {1}), ScanOptions.FORWARD);
    assertThrows(IllegalStateException.class, kept::key);
    assertTrue(kept.next());
    view.close();
    assertThrows(StorageClosedException.class, kept::next);
    assertThrows(StorageClosedException.class, () -> view.get(key(1)));
    kept.close();
  }

  @Test
  void arraysAreTheCallersOwn() {
    byte[] read = newest().get(key(1));
    assertNotNull(read);
    read[0] = 77;
    byte[] again = newest().get(key(1));
    assertArrayEquals(key(1), again);
    assertFalse(again == newest().get(key(1)));
  }
}

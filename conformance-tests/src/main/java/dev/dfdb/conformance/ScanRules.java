package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S3: ranges, both directions, limits. */
interface ScanRules extends Rules {

  /** Keys around each other's borders, in order. */
  static byte[][] borderKeys() {
    return new byte[][] {
      Bytes.of(0),
      Bytes.of(0, 0),
      Bytes.of(0, 0xff),
      Bytes.of(1),
      Bytes.of(0x61),
      Bytes.of(0x61, 0),
      Bytes.of(0x61, 0x62),
      Bytes.of(0x61, 0xff),
      Bytes.of(0x61, 0xff, 0xff),
      Bytes.of(0x62),
      Bytes.of(0x7f),
      Bytes.of(0x80),
      Bytes.of(0xfe),
      Bytes.of(0xff),
      Bytes.of(0xff, 0),
      Bytes.of(0xff, 0xff),
      Bytes.of(0xff, 0xff, 0xff)
    };
  }

  /** Bounds: every key, and byte strings between them. */
  private static List<byte @Nullable []> bounds() {
    List<byte @Nullable []> bounds = new ArrayList<>(Arrays.asList(borderKeys()));
    bounds.add(Bytes.EMPTY);
    bounds.add(Bytes.of(0, 1));
    bounds.add(Bytes.of(0x61, 0, 0));
    bounds.add(Bytes.of(0x7f, 0xff));
    bounds.add(Bytes.of(0xff, 0xff, 0xff, 0xff));
    bounds.add(null);
    return bounds;
  }

  @Test
  default void s3_everyPairOfBoundsGivesExactlyItsKeys() {
    bench().putKeys(borderKeys());
    for (byte[] lower : bounds()) {
      for (byte[] upper : bounds()) {
        for (int open = 0; open < 4; open++) {
          checkBothWays(KeyRange.between(lower, (open & 1) == 0, upper, (open & 2) == 0));
        }
      }
    }
  }

  @Test
  default void s3_anOpenBoundLeavesItsKeyOut() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"), Bytes.text("c"));
    assertEquals(
        Bench.hex(Bytes.text("b")),
        forward(KeyRange.between(Bytes.text("a"), false, Bytes.text("c"), false)));
    assertEquals(
        Bench.hex(Bytes.text("a"), Bytes.text("b"), Bytes.text("c")),
        forward(KeyRange.between(Bytes.text("a"), true, Bytes.text("c"), true)));
    assertEquals(
        Bench.hex(Bytes.text("b"), Bytes.text("c")),
        forward(KeyRange.between(Bytes.text("a"), false, null, false)));
    assertEquals(
        Bench.hex(Bytes.text("a"), Bytes.text("b")),
        forward(KeyRange.between(null, false, Bytes.text("c"), false)));
    assertEquals(Bench.hex(Bytes.text("b")), forward(KeyRange.only(Bytes.text("b"))));
  }

  @Test
  default void s3_anEmptyOrReversedRangeGivesNothing() {
    bench().putKeys(borderKeys());
    for (KeyRange range : List.of(
        KeyRange.closedOpen(Bytes.text("a"), Bytes.text("a")),
        KeyRange.closedOpen(Bytes.of(0xff), Bytes.of(0)),
        KeyRange.closedOpen(Bytes.of(0x62), Bytes.of(0x61)),
        KeyRange.below(Bytes.EMPTY),
        KeyRange.between(Bytes.of(0x61), false, Bytes.of(0x61), false))) {
      assertTrue(range.isEmpty() || forward(range).isEmpty(), range::toString);
      checkBothWays(range);
    }
  }

  @Test
  default void s3_prefixGivesTheKeysThatBeginWithIt() {
    bench().putKeys(borderKeys());
    List<byte[]> prefixes = new ArrayList<>(Arrays.asList(borderKeys()));
    prefixes.add(Bytes.EMPTY);
    prefixes.add(Bytes.of(0x63));
    for (byte[] prefix : prefixes) {
      List<String> expected = Stream.of(borderKeys())
          .filter(key -> key.length >= prefix.length
              && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length))
          .map(Bytes::hex)
          .toList();
      assertEquals(expected, forward(KeyRange.prefix(prefix)), () -> Bytes.hex(prefix));
      checkBothWays(KeyRange.prefix(prefix));
    }
  }

  @Test
  default void s3_limitIsTheMostEntriesGiven() {
    bench().putKeys(borderKeys());
    KeyRange range = KeyRange.closedOpen(Bytes.of(0x61), Bytes.of(0x80));
    for (long limit : new long[] {0, 1, 2, 5, 6, 7, 100, Integer.MAX_VALUE + 1L}) {
      for (ScanOptions direction : List.of(ScanOptions.FORWARD, ScanOptions.REVERSE)) {
        List<String> all = Bench.keys(storage(), range, direction);
        assertEquals(
            all.subList(0, (int) Math.min(limit, all.size())),
            Bench.keys(storage(), range, direction.withLimit(limit)),
            () -> direction.withLimit(limit).toString());
      }
    }
  }

  @Test
  default void s3_reverseIsForwardFromTheEnd() {
    byte[][] keys = new byte[1_000][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Bytes.number(i * 7919L);
    }
    bench().putKeys(keys);
    List<Entry> backward = Bench.scan(storage(), KeyRange.all(), ScanOptions.REVERSE);
    Collections.reverse(backward);
    assertEquals(bench().entries(), backward);
    assertEquals(keys.length, backward.size());
  }

  @Test
  default void s3_theRestOfARangeCanBeReadFromWhereAReaderStopped() {
    bench().putKeys(borderKeys());
    List<String> pages = new ArrayList<>();
    byte[] after = Bytes.EMPTY;
    while (true) {
      List<Entry> page = Bench.scan(
          storage(), KeyRange.between(after, false, null, false), ScanOptions.FORWARD.withLimit(3));
      if (page.isEmpty()) {
        break;
      }
      page.forEach(entry -> pages.add(Bytes.hex(entry.key())));
      after = page.get(page.size() - 1).key();
    }
    assertEquals(Bench.hex(borderKeys()), pages);
  }

  @Test
  default void s3_aCursorStandsBeforeItsFirstEntry() {
    bench().putKeys(Bytes.text("a"));
    for (ScanOptions direction : List.of(ScanOptions.FORWARD, ScanOptions.REVERSE)) {
      try (Cursor cursor = storage().scan(KeyRange.all(), direction)) {
        checkOnNoEntry(cursor);
        assertTrue(cursor.next());
        assertArrayEquals(Bytes.text("a"), cursor.key());
        assertFalse(cursor.next());
        checkOnNoEntry(cursor);
        assertFalse(cursor.next(), "once at the end, always at the end");
        checkOnNoEntry(cursor);
      }
    }
  }

  @Test
  default void s3_aCursorAtItsLimitStandsOnNoEntry() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"));
    try (Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD.withLimit(1))) {
      assertTrue(cursor.next());
      assertFalse(cursor.next());
      checkOnNoEntry(cursor);
      assertFalse(cursor.next());
    }
  }

  @Test
  default void s3_keyAndValueCanBeReadAgain() {
    storage().put(Bytes.text("key"), Bytes.text("value"));
    try (Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD)) {
      assertTrue(cursor.next());
      for (int i = 0; i < 2; i++) {
        assertArrayEquals(Bytes.text("value"), cursor.value());
        assertArrayEquals(Bytes.text("key"), cursor.key());
      }
    }
  }

  @Test
  default void s3_readingIntoABufferTellsTheFullLength() {
    storage().put(Bytes.text("key"), Bytes.text("value"));
    storage().put(Bytes.text("kez"), Bytes.EMPTY);
    try (Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD)) {
      assertTrue(cursor.next());
      byte[] large = Bytes.text("..........");
      assertEquals(3, cursor.readKey(large));
      assertArrayEquals(Bytes.text("key......."), large, "what is beyond the key is left alone");
      assertEquals(5, cursor.readValue(large));
      assertArrayEquals(Bytes.text("value....."), large);
      byte[] small = new byte[2];
      assertEquals(3, cursor.readKey(small));
      assertArrayEquals(Bytes.text("ke"), small);
      assertEquals(5, cursor.readValue(small));
      assertArrayEquals(Bytes.text("va"), small);
      assertEquals(5, cursor.readValue(Bytes.EMPTY));
      byte[] exact = new byte[5];
      assertEquals(5, cursor.readValue(exact));
      assertArrayEquals(Bytes.text("value"), exact);
      assertTrue(cursor.next());
      assertEquals(0, cursor.readValue(large));
      assertArrayEquals(Bytes.text("value....."), large, "an empty value fills nothing");
    }
  }

  @Test
  default void s3_aSnapshotScansAsTheStorageDoes() {
    bench().putKeys(borderKeys());
    try (Snapshot snapshot = storage().snapshot()) {
      for (byte[] lower : bounds()) {
        KeyRange range = KeyRange.between(lower, false, Bytes.of(0x61, 0xff), true);
        assertEquals(expected(range), Bench.keys(snapshot, range, ScanOptions.FORWARD));
      }
    }
  }

  @Test
  default void s3_streamIsAScan() {
    bench().putKeys(borderKeys());
    KeyRange range = KeyRange.prefix(Bytes.of(0x61));
    for (ScanOptions options :
        List.of(ScanOptions.FORWARD, ScanOptions.REVERSE, ScanOptions.FORWARD.withLimit(2))) {
      try (Stream<Entry> entries = storage().stream(range, options)) {
        assertEquals(Bench.scan(storage(), range, options), entries.toList());
      }
    }
  }

  @Test
  default void s3_aStreamHoldsItsCursorUntilItIsClosed() {
    bench().putKeys(borderKeys());
    try (Stream<Entry> entries = storage().stream(KeyRange.all(), ScanOptions.FORWARD)) {
      assertEquals(1L, storage().statistics().get("open-cursors"));
      assertEquals(
          Bytes.hex(borderKeys()[0]), Bytes.hex(entries.iterator().next().key()));
    }
    assertEquals(0L, storage().statistics().get("open-cursors"));
  }

  private List<String> forward(KeyRange range) {
    return Bench.keys(storage(), range, ScanOptions.FORWARD);
  }

  private void checkBothWays(KeyRange range) {
    List<String> expected = new ArrayList<>(expected(range));
    ReadView view = storage();
    assertEquals(expected, Bench.keys(view, range, ScanOptions.FORWARD), range::toString);
    Collections.reverse(expected);
    assertEquals(expected, Bench.keys(view, range, ScanOptions.REVERSE), () -> "reverse " + range);
  }

  private static List<String> expected(KeyRange range) {
    return Stream.of(borderKeys()).filter(range::contains).map(Bytes::hex).toList();
  }

  private static void checkOnNoEntry(Cursor cursor) {
    assertThrows(IllegalStateException.class, cursor::key);
    assertThrows(IllegalStateException.class, cursor::value);
    assertThrows(IllegalStateException.class, () -> cursor.readKey(new byte[1]));
    assertThrows(IllegalStateException.class, () -> cursor.readValue(new byte[1]));
  }
}

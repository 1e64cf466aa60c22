package dev.dfdb.storage.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * A tree does what a {@link TreeMap} does, whatever the batches, and earlier trees do not notice.
 */
class TreePropertyTest {

  /** A change to both the tree and the map. */
  private interface Change {
    void apply(Edit edit, NavigableMap<byte[], byte[]> map);
  }

  /** A tree, and what should be in it. */
  private record State(Node root, NavigableMap<byte[], byte[]> map) {}

  @Property(tries = 400)
  void aTreeHoldsWhatAMapHolds(
      @ForAll("batches") List<List<Change>> batches, @ForAll("scans") List<KeyRange> ranges) {
    Node root = Leaf.EMPTY;
    NavigableMap<byte[], byte[]> map = new TreeMap<>(Arrays::compareUnsigned);
    List<State> states = new ArrayList<>();
    long number = 0;
    for (List<Change> batch : batches) {
      abandon(new Edit(root, ++number), batch, map);
      Edit edit = new Edit(root, ++number);
      for (Change change : batch) {
        change.apply(edit, map);
      }
      root = edit.finish();
      assertEquals(map.size(), TreeCheck.check(root).entries());
      states.add(new State(root, new TreeMap<>(map)));
    }
    for (State state : states) {
      checkContent(state, ranges);
    }
  }

  /** Makes changes as a batch does that fails in the end: others than those of the next one. */
  private static void abandon(Edit edit, List<Change> changes, NavigableMap<byte[], byte[]> map) {
    NavigableMap<byte[], byte[]> copy = new TreeMap<>(map);
    for (int i = changes.size() - 1; i > 0; i -= 2) {
      changes.get(i).apply(edit, copy);
    }
    edit.finish();
  }

  private static void checkContent(State state, List<KeyRange> ranges) {
    checkScan(state, KeyRange.all(), ScanOptions.FORWARD);
    checkScan(state, KeyRange.all(), ScanOptions.REVERSE);
    for (KeyRange range : ranges) {
      checkScan(state, range, ScanOptions.FORWARD);
      checkScan(state, range, ScanOptions.REVERSE);
      checkScan(state, range, ScanOptions.FORWARD.withLimit(7));
      checkScan(state, range, ScanOptions.REVERSE.withLimit(7));
      byte[] start = range.start();
      if (start != null && start.length > 0) {
        assertArrayEquals(state.map.get(start), Tree.get(state.root, start));
      }
    }
    state.map.forEach((key, value) -> assertArrayEquals(value, Tree.get(state.root, key)));
  }

  private static void checkScan(State state, KeyRange range, ScanOptions options) {
    NavigableMap<byte[], byte[]> map = options.reverse() ? state.map.descendingMap() : state.map;
    Iterator<Map.Entry<byte[], byte[]>> expected = map.entrySet().stream()
        .filter(entry -> range.contains(entry.getKey()))
        .limit(options.limit())
        .iterator();
    byte[] buffer = new byte[MemoryStorage.MAX_KEY_BYTES];
    byte[] small = new byte[3];
    try (Cursor cursor = MemoryCursor.open(new Readers(), state.root, range, options)) {
      while (cursor.next()) {
        assertTrue(expected.hasNext(), "more than expected");
        Map.Entry<byte[], byte[]> entry = expected.next();
        assertArrayEquals(entry.getKey(), cursor.key());
        assertArrayEquals(entry.getValue(), cursor.value());
        assertRead(entry.getKey(), buffer, cursor.readKey(buffer));
        assertRead(entry.getValue(), buffer, cursor.readValue(buffer));
        assertRead(entry.getKey(), small, cursor.readKey(small));
        assertRead(entry.getValue(), small, cursor.readValue(small));
      }
      assertFalse(expected.hasNext(), "less than expected");
      assertFalse(cursor.next());
    }
  }

  private static void assertRead(byte[] expected, byte[] buffer, int length) {
    assertEquals(expected.length, length);
    int read = Math.min(length, buffer.length);
    assertTrue(Arrays.equals(expected, 0, read, buffer, 0, read), "the bytes in the buffer");
  }

  @Provide
  Arbitrary<List<List<Change>>> batches() {
    return Arbitraries.of(keyKinds())
        .flatMap(keys -> changes(keys).list().ofMaxSize(120).list().ofMaxSize(12));
  }

  @Provide
  Arbitrary<List<KeyRange>> scans() {
    return Arbitraries.of(keyKinds()).flatMap(keys -> ranges(keys).list().ofMaxSize(6));
  }

  private static Arbitrary<Change> changes(Arbitrary<byte[]> keys) {
    Arbitrary<Change> put = Combinators.combine(keys, values()).as((key, value) -> (edit, map) -> {
      edit.put(key, value);
      map.put(key, value);
    });
    Arbitrary<Change> remove = keys.map(key -> (edit, map) -> {
      edit.remove(key);
      map.remove(key);
    });
    Arbitrary<Change> removePresent = keys.map(near -> (edit, map) -> {
      byte[] key = map.ceilingKey(near);
      if (key != null) {
        edit.remove(key);
        map.remove(key);
      }
    });
    Arbitrary<Change> removeRange = ranges(keys).map(range -> (edit, map) -> {
      edit.removeRange(range.start(), range.end());
      map.keySet().removeIf(range::contains);
    });
    return Arbitraries.frequencyOf(
        Tuple.of(20, put),
        Tuple.of(4, remove),
        Tuple.of(6, removePresent),
        Tuple.of(1, removeRange));
  }

  private static Arbitrary<KeyRange> ranges(Arbitrary<byte[]> keys) {
    Arbitrary<byte[]> bounds = keys.injectNull(0.1);
    return Combinators.combine(
            bounds, Arbitraries.of(true, false), bounds, Arbitraries.of(true, false))
        .as(KeyRange::between);
  }

  /** Values that are packed, that are not, and those just between. */
  private static Arbitrary<byte[]> values() {
    return Arbitraries.frequencyOf(
        Tuple.of(10, Arbitraries.bytes().array(byte[].class).ofMaxSize(20)),
        Tuple.of(
            1,
            Arbitraries.of(
                    Leaf.MAX_PACKED_VALUE - 1,
                    Leaf.MAX_PACKED_VALUE,
                    Leaf.MAX_PACKED_VALUE + 1,
                    5000)
                .map(byte[]::new)));
  }

  private static List<Arbitrary<byte[]>> keyKinds() {
    Arbitrary<Byte> edges =
        Arbitraries.of((byte) 0, (byte) 1, (byte) 0x7F, (byte) 0x80, (byte) 0xFF);
    Arbitrary<byte[]> ofEdges = edges.array(byte[].class).ofMinSize(1).ofMaxSize(5);
    Arbitrary<byte[]> oneByteApart = Combinators.combine(
            Arbitraries.of(1, 2, 300, 4000, MemoryStorage.MAX_KEY_BYTES),
            Arbitraries.integers().between(0, MemoryStorage.MAX_KEY_BYTES - 1),
            edges)
        .as((length, at, edge) -> {
          byte[] key = new byte[length];
          Arrays.fill(key, (byte) 5);
          key[at % length] = edge;
          return key;
        });
    Arbitrary<byte[]> prefixesOfEachOther = Arbitraries.integers()
        .between(1, 600)
        .map(length -> {
          byte[] key = new byte[length];
          Arrays.fill(key, (byte) 0xFF);
          return key;
        });
    Arbitrary<byte[]> datoms = Combinators.combine(
            Arbitraries.integers().between(0, 3000),
            Arbitraries.integers().between(0, 5),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(10))
        .as((entity, attribute, value) -> {
          byte[] key = new byte[6 + value.length];
          key[2] = (byte) (entity >>> 8);
          key[3] = (byte) (int) entity;
          key[5] = (byte) (int) attribute;
          System.arraycopy(value, 0, key, 6, value.length);
          return key;
        });
    return List.of(ofEdges, oneByteApart, prefixesOfEachOther, datoms);
  }
}

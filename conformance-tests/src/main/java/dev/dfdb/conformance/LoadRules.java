package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.StorageCopy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** S11: bulk loads and copies. */
interface LoadRules extends Rules {

  @Test
  default void s11_loadTakesEntriesInAnyOrder() {
    List<Entry> shuffled = new ArrayList<>(numbers(5_000));
    Collections.shuffle(shuffled, new Random(3));
    assertEquals(5_000, storage().load(shuffled.iterator()));
    assertEquals(numbers(5_000), bench().entries());
    bench().reopenIfPersistent();
    if (bench().capabilities().persistent()) {
      assertEquals(numbers(5_000), bench().entries());
    }
  }

  @Test
  default void s11_loadReplacesWhatKeysHeldAndTheLastOfAKeyWins() {
    storage().put(Bytes.number(1), Bytes.text("old"));
    storage().put(Bytes.number(9), Bytes.text("kept"));
    List<Entry> entries = List.of(
        new Entry(Bytes.number(2), Bytes.text("first")),
        new Entry(Bytes.number(1), Bytes.text("new")),
        new Entry(Bytes.number(2), Bytes.text("last")));
    assertEquals(3, storage().load(entries.iterator()));
    assertEquals(
        List.of(
            new Entry(Bytes.number(1), Bytes.text("new")),
            new Entry(Bytes.number(2), Bytes.text("last")),
            new Entry(Bytes.number(9), Bytes.text("kept"))),
        bench().entries());
  }

  @Test
  default void s11_theLastOfAKeyWinsFarApart() {
    List<Entry> twice = new ArrayList<>();
    byte[] filler = new byte[1_000];
    for (String pass : List.of("first", "last")) {
      for (int i = 0; i < 3_000; i++) {
        filler[0] = (byte) pass.charAt(0);
        twice.add(new Entry(Bytes.number((i * 7_919L) % 3_000), filler.clone()));
      }
    }
    assertEquals(6_000, storage().load(twice.iterator()));
    List<Entry> entries = bench().entries();
    assertEquals(3_000, entries.size());
    assertTrue(entries.stream().allMatch(entry -> entry.value()[0] == 'l'));
  }

  @Test
  default void s11_loadOfNothingIsNothing() {
    assertEquals(0, storage().load(Collections.emptyIterator()));
    assertEquals(List.of(), bench().entries());
  }

  @Test
  default void s11_aLoadThatFailsLeavesAWholePart() {
    Iterator<Entry> failing =
        Stream.concat(numbers(100).stream(), Stream.generate(LoadRules::fail)).iterator();
    assertThrows(SourceFailed.class, () -> storage().load(failing));
    List<Entry> left = bench().entries();
    assertTrue(numbers(100).containsAll(left), "only whole entries of the source");
    storage().put(Bytes.text("k"), Bytes.text("v"));
    assertArrayEquals(Bytes.text("v"), storage().get(Bytes.text("k")), "the store goes on");
  }

  private static Entry fail() {
    throw new SourceFailed();
  }

  @Test
  default void s11_aCopyIsEqualToItsSource() {
    storage().load(numbers(3_000).iterator());
    storage().put(Bytes.of(0xff), Bytes.EMPTY);
    StorageFixture other = anotherFixture();
    Bench target = new Bench(other);
    try {
      target.putKeys(Bytes.text("left over"), Bytes.of(0), Bytes.number(7), Bytes.of(0xff, 0xff));
      try (Snapshot snapshot = storage().snapshot()) {
        storage().put(Bytes.number(1), Bytes.text("later"));
        List<Entry> expected = Bench.scan(snapshot, KeyRange.all(), ScanOptions.FORWARD);
        assertEquals(3_001, StorageCopy.copy(snapshot, target.storage()));
        assertEquals(expected, target.entries());
        target.reopenIfPersistent();
        if (target.capabilities().persistent()) {
          assertEquals(expected, target.entries());
        }
      }
    } finally {
      target.finish();
    }
  }

  @Test
  default void s11_anEmptyStoreEmptiesItsCopy() {
    Bench target = new Bench(anotherFixture());
    try {
      target.putKeys(Bytes.text("left over"));
      try (Snapshot snapshot = storage().snapshot()) {
        assertEquals(0, StorageCopy.copy(snapshot, target.storage()));
      }
      assertEquals(List.of(), target.entries());
    } finally {
      target.finish();
    }
  }

  /** A second store beside the one of the bench. */
  StorageFixture anotherFixture();

  private static List<Entry> numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Entry(Bytes.number(i), Bytes.text("value " + i)))
        .toList();
  }

  /** What a source of entries throws here. */
  final class SourceFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}

package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S4: the operations of a batch, in order, all or nothing. */
interface BatchRules extends Rules {

  @Test
  default void s4_aBatchAppliesAllItsOperations() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"), Bytes.text("m"), Bytes.text("n"));
    write(WriteBatch.builder()
        .put(Bytes.text("z"), Bytes.text("1"))
        .delete(Bytes.text("a"))
        .deleteRange(KeyRange.prefix(Bytes.text("m")))
        .put(Bytes.text("b"), Bytes.text("2")));
    assertEquals(
        List.of(entry("b", "2"), entry("n", "n"), entry("z", "1")), bench().entries());
  }

  @Test
  default void s4_forOneKeyTheLastOperationWins() {
    byte[] key = Bytes.text("k");
    write(WriteBatch.builder().put(key, Bytes.text("1")).put(key, Bytes.text("2")));
    assertArrayEquals(Bytes.text("2"), storage().get(key));
    write(WriteBatch.builder().put(key, Bytes.text("3")).delete(key));
    assertNull(storage().get(key));
    write(WriteBatch.builder().delete(key).put(key, Bytes.text("4")));
    assertArrayEquals(Bytes.text("4"), storage().get(key));
    write(WriteBatch.builder().delete(key).put(key, Bytes.text("5")).delete(key));
    assertNull(storage().get(key));
    assertEquals(List.of(), bench().entries());
  }

  @Test
  default void s4_aRangeDeleteRemovesWhatTheBatchPutBeforeItAndNotAfter() {
    bench().putKeys(Bytes.text("k1"), Bytes.text("k2"), Bytes.text("l"));
    write(WriteBatch.builder()
        .put(Bytes.text("k3"), Bytes.text("before"))
        .put(Bytes.text("k1"), Bytes.text("before"))
        .deleteRange(KeyRange.prefix(Bytes.text("k")))
        .put(Bytes.text("k2"), Bytes.text("after"))
        .put(Bytes.text("k4"), Bytes.text("after")));
    assertEquals(
        List.of(entry("k2", "after"), entry("k4", "after"), entry("l", "l")),
        bench().entries());
    assertNull(storage().get(Bytes.text("k1")));
    assertNull(storage().get(Bytes.text("k3")));
    assertArrayEquals(Bytes.text("after"), storage().get(Bytes.text("k2")));
  }

  @Test
  default void s4_aRangeDeleteOverlappingAnotherCountsInItsOrder() {
    write(WriteBatch.builder()
        .put(Bytes.text("c"), Bytes.text("1"))
        .deleteRange(KeyRange.closedOpen(Bytes.text("a"), Bytes.text("d")))
        .put(Bytes.text("b"), Bytes.text("2"))
        .put(Bytes.text("c"), Bytes.text("2"))
        .deleteRange(KeyRange.closedOpen(Bytes.text("c"), Bytes.text("f")))
        .put(Bytes.text("e"), Bytes.text("3")));
    assertEquals(List.of(entry("b", "2"), entry("e", "3")), bench().entries());
  }

  @Test
  default void s4_aRangeDeleteRemovesItsStartAndNotItsEnd() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"), Bytes.text("c"), Bytes.text("d"));
    write(WriteBatch.builder().deleteRange(KeyRange.closedOpen(Bytes.text("b"), Bytes.text("d"))));
    assertEquals(List.of(entry("a", "a"), entry("d", "d")), bench().entries());
    assertNull(storage().get(Bytes.text("b")));
    assertArrayEquals(Bytes.text("d"), storage().get(Bytes.text("d")));
  }

  @Test
  default void s4_everyKindOfRangeCanBeDeleted() {
    byte[][] keys = ScanRules.borderKeys();
    for (KeyRange range : List.of(
        KeyRange.all(),
        KeyRange.prefix(Bytes.of(0xff)),
        KeyRange.prefix(Bytes.of(0xff, 0xff)),
        KeyRange.prefix(Bytes.of(0x61, 0xff)),
        KeyRange.atLeast(Bytes.of(0x61, 0)),
        KeyRange.below(Bytes.of(0x61, 0)),
        KeyRange.only(Bytes.of(0x61)),
        KeyRange.only(Bytes.of(0xff, 0xff, 0xff)),
        KeyRange.between(Bytes.of(0), false, Bytes.of(0xff), true),
        KeyRange.closedOpen(Bytes.of(0x62), Bytes.of(0x61)),
        KeyRange.closedOpen(Bytes.of(0x61), Bytes.of(0x61)),
        KeyRange.below(Bytes.EMPTY),
        KeyRange.below(Bytes.of(0)),
        KeyRange.atLeast(Bytes.EMPTY),
        KeyRange.closedOpen(Bytes.EMPTY, Bytes.of(1)))) {
      bench().putKeys(keys);
      write(WriteBatch.builder().deleteRange(range));
      List<Entry> expected = java.util.stream.Stream.of(keys)
          .filter(key -> !range.contains(key))
          .map(key -> new Entry(key, key))
          .toList();
      assertEquals(expected, bench().entries(), range::toString);
    }
  }

  @Test
  default void s4_aKeyDeletedInARangeCanBePutAgain() {
    bench().putKeys(Bytes.text("k"));
    write(WriteBatch.builder().deleteRange(KeyRange.all()));
    storage().put(Bytes.text("k"), Bytes.text("again"));
    assertEquals(List.of(entry("k", "again")), bench().entries());
    storage().compact();
    assertEquals(List.of(entry("k", "again")), bench().entries());
  }

  @Test
  default void s4_anEmptyBatchDoesNothing() {
    bench().putKeys(Bytes.text("a"));
    write(WriteBatch.builder());
    assertEquals(List.of(entry("a", "a")), bench().entries());
  }

  @Test
  default void s4_aBatchCanBeWrittenAgain() {
    WriteBatch batch = WriteBatch.builder()
        .delete(Bytes.text("a"))
        .put(Bytes.text("b"), Bytes.text("1"))
        .build();
    storage().batchWrite(batch);
    bench().putKeys(Bytes.text("a"), Bytes.text("b"));
    storage().batchWrite(batch);
    assertEquals(List.of(entry("b", "1")), bench().entries());
  }

  @Test
  default void s4_aBatchOfManyOperationsIsOneBatch() {
    int count = 10_000;
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < count; i++) {
      batch.put(Bytes.number(i), Bytes.number(i));
      batch.delete(Bytes.number(i - 1_000L));
    }
    write(batch);
    List<Entry> entries = bench().entries();
    assertEquals(1_000, entries.size());
    assertEquals(new Entry(Bytes.number(9_000), Bytes.number(9_000)), entries.get(0));
  }

  private void write(WriteBatch.Builder batch) {
    storage().batchWrite(batch.build());
  }

  private static Entry entry(String key, String value) {
    return new Entry(Bytes.text(key), Bytes.text(value));
  }
}

package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** S4: the guards of a batch. */
interface GuardRules extends Rules {

  /** A key that holds {@code one} at the start of each test here. */
  byte[] HELD = Bytes.text("held");

  /** What it holds. */
  byte[] ONE = Bytes.text("one");

  /** A key that is absent at the start. */
  byte[] FREE = Bytes.text("free");

  @Test
  default void s4_guardsThatHoldLetTheBatchThrough() {
    hold();
    storage()
        .batchWrite(WriteBatch.builder()
            .requireHolds(HELD, ONE)
            .requireAbsent(FREE)
            .put(HELD, Bytes.text("two"))
            .put(FREE, ONE)
            .build());
    assertEquals(
        List.of(new Entry(FREE, ONE), new Entry(HELD, Bytes.text("two"))),
        bench().entries());
  }

  @Test
  default void s4_failedGuardAppliesNothing() {
    hold();
    storage().put(Bytes.text("m"), ONE);
    List<Entry> before = bench().entries();
    assertThrows(
        ConflictException.class,
        () -> storage().batchWrite(everyOperation().requireAbsent(HELD).build()));
    assertEquals(before, bench().entries());
    assertThrows(
        ConflictException.class,
        () -> storage().batchWrite(everyOperation().requireHolds(FREE, ONE).build()));
    assertEquals(before, bench().entries());
    bench().reopenIfPersistent();
    if (bench().capabilities().persistent()) {
      assertEquals(before, bench().entries());
    }
  }

  private static WriteBatch.Builder everyOperation() {
    return WriteBatch.builder()
        .put(Bytes.text("a"), ONE)
        .delete(Bytes.text("m"))
        .deleteRange(KeyRange.all())
        .put(Bytes.text("z"), ONE);
  }

  @Test
  default void s4_aGuardComparesEveryByte() {
    hold();
    for (byte[] wrong : List.of(
        Bytes.text("onE"), Bytes.text("on"), Bytes.text("one "), Bytes.text("One"), Bytes.EMPTY)) {
      ConflictException conflict = assertThrows(
          ConflictException.class,
          () -> storage()
              .batchWrite(WriteBatch.builder().requireHolds(HELD, wrong).build()),
          () -> Bytes.hex(wrong));
      assertArrayEquals(HELD, conflict.key());
    }
  }

  @Test
  default void s4_absentAndEmptyAreDifferentToAGuard() {
    storage().put(HELD, Bytes.EMPTY);
    storage().batchWrite(WriteBatch.builder().requireHolds(HELD, Bytes.EMPTY).build());
    conflict(0, HELD, WriteBatch.builder().requireAbsent(HELD));
    conflict(0, FREE, WriteBatch.builder().requireHolds(FREE, Bytes.EMPTY));
  }

  @Test
  default void s4_conflictNamesTheFirstGuardThatFailed() {
    hold();
    conflict(1, HELD, WriteBatch.builder().requireAbsent(FREE).requireAbsent(HELD));
    conflict(
        2,
        FREE,
        WriteBatch.builder()
            .requireHolds(HELD, ONE)
            .requireAbsent(FREE)
            .requireHolds(FREE, ONE)
            .requireAbsent(HELD));
    conflict(0, HELD, WriteBatch.builder().requireAbsent(HELD).requireHolds(FREE, ONE));
    conflict(0, FREE, WriteBatch.builder().requireHolds(FREE, ONE).requireAbsent(HELD));
  }

  @Test
  default void s4_severalGuardsMayBeOnOneKey() {
    hold();
    storage()
        .batchWrite(
            WriteBatch.builder().requireHolds(HELD, ONE).requireHolds(HELD, ONE).build());
    conflict(1, HELD, WriteBatch.builder().requireHolds(HELD, ONE).requireAbsent(HELD));
    conflict(
        1,
        HELD,
        WriteBatch.builder().requireHolds(HELD, ONE).requireHolds(HELD, Bytes.text("two")));
  }

  @Test
  default void s4_guardsSeeTheStoreBeforeTheBatch() {
    hold();
    storage()
        .batchWrite(WriteBatch.builder()
            .put(FREE, ONE)
            .delete(HELD)
            .requireAbsent(FREE)
            .requireHolds(HELD, ONE)
            .build());
    assertEquals(List.of(new Entry(FREE, ONE)), bench().entries());
    conflict(0, HELD, WriteBatch.builder().put(HELD, ONE).requireHolds(HELD, ONE));
    conflict(0, FREE, WriteBatch.builder().delete(FREE).requireAbsent(FREE));
    conflict(0, FREE, WriteBatch.builder().deleteRange(KeyRange.all()).requireAbsent(FREE));
    assertEquals(List.of(new Entry(FREE, ONE)), bench().entries());
  }

  @Test
  default void s4_aBatchOfGuardsAloneChecksThem() {
    hold();
    storage()
        .batchWrite(
            WriteBatch.builder().requireHolds(HELD, ONE).requireAbsent(FREE).build());
    conflict(1, FREE, WriteBatch.builder().requireHolds(HELD, ONE).requireHolds(FREE, ONE));
    assertEquals(List.of(new Entry(HELD, ONE)), bench().entries());
  }

  @Test
  default void s4_concurrentIncrementsLoseNoUpdate() throws Exception {
    checkIncrements(List.of(storage()));
  }

  @Test
  default void s4_oneOfManyWritersCreatesAKey() throws Exception {
    for (int round = 0; round < 20; round++) {
      byte[] key = Bytes.number(round);
      List<Integer> winners = java.util.Collections.synchronizedList(new ArrayList<>());
      Crew.run(8, writer -> {
        try {
          storage()
              .batchWrite(WriteBatch.builder()
                  .requireAbsent(key)
                  .put(key, Bytes.number(writer))
                  .build());
          winners.add(writer);
        } catch (ConflictException lost) {
          assertArrayEquals(key, lost.key());
        }
      });
      assertEquals(1, winners.size(), () -> "winners: " + winners);
      assertArrayEquals(Bytes.number(winners.get(0)), storage().get(key));
    }
  }

  /** Lets threads increment one counter by compare-and-set, each on one of the handles. */
  default void checkIncrements(List<Storage> handles) throws Exception {
    int writers = 8;
    int each = 50;
    byte[] counter = Bytes.text("counter");
    storage().put(counter, Bytes.number(0));
    Crew.run(writers, writer -> {
      Storage handle = handles.get(writer % handles.size());
      for (int i = 0; i < each; i++) {
        increment(handle, counter, Bytes.text("log-" + writer + "-" + i), writers * each);
      }
    });
    assertArrayEquals(Bytes.number((long) writers * each), storage().get(counter));
    assertEquals(
        writers * each,
        Bench.scan(
                storage(),
                KeyRange.prefix(Bytes.text("log-")),
                dev.dfdb.storage.ScanOptions.FORWARD)
            .size());
  }

  private static void increment(Storage handle, byte[] counter, byte[] mark, int mostConflicts) {
    for (int conflicts = 0; conflicts <= mostConflicts; ) {
      byte[] before = Objects.requireNonNull(handle.get(counter), "the counter");
      byte[] after = Bytes.number(Bytes.number(before) + 1);
      try {
        handle.batchWrite(WriteBatch.builder()
            .requireHolds(counter, before)
            .requireAbsent(mark)
            .put(counter, after)
            .put(mark, after)
            .build());
        return;
      } catch (ConflictException another) {
        conflicts++;
      } catch (TransientStorageException again) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("more conflicts than there are increments to conflict with");
  }

  private void hold() {
    storage().put(HELD, ONE);
  }

  private void conflict(int guard, byte[] key, WriteBatch.Builder batch) {
    ConflictException conflict =
        assertThrows(ConflictException.class, () -> storage().batchWrite(batch.build()));
    assertEquals(guard, conflict.guardIndex(), "the guard named");
    assertArrayEquals(key, conflict.key(), "the key named");
  }
}

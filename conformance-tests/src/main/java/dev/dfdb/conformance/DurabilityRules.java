package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** S6: what survives closing, dying and the loss of power. */
interface DurabilityRules extends Rules {

  @Test
  default void s6_everyDeclaredDurabilityIsAccepted() {
    for (Durability durability : bench().capabilities().durabilities()) {
      byte[] key = Bytes.text(durability.name());
      storage()
          .batchWrite(WriteBatch.builder().put(key, key).durability(durability).build());
      assertArrayEquals(key, storage().get(key));
    }
  }

  @Test
  default void s6_anUndeclaredDurabilityIsRefused() {
    for (Durability durability : Durability.values()) {
      if (!bench().has(durability)) {
        MisconfiguredException refusal = assertThrows(
            MisconfiguredException.class,
            () -> storage()
                .batchWrite(WriteBatch.builder()
                    .put(Bytes.text("k"), Bytes.EMPTY)
                    .durability(durability)
                    .build()),
            () -> durability + " is not declared");
        assertNames(refusal, durability.name());
        assertEquals(List.of(), bench().entries());
      }
    }
  }

  private static void assertNames(MisconfiguredException refusal, String durability) {
    String message = String.valueOf(refusal.getMessage()).toLowerCase(Locale.ROOT);
    assertTrue(
        message.contains(durability.toLowerCase(Locale.ROOT)),
        () -> "names " + durability + ": " + message);
  }

  @Test
  default void s6_closingInGoodOrderKeepsEverything() {
    List<Entry> written = writeInEveryDurability();
    bench().reopen();
    assertEquals(
        bench().capabilities().persistent() ? written : List.of(), bench().entries());
  }

  @Test
  default void s6_whatIsAcknowledgedSurvivesTheDeathOfTheProcess() {
    if (!bench().capabilities().persistent()) {
      bench().putKeys(Bytes.text("a"));
      assertEquals(List.of(), contentAfterCrash(), "a store in memory dies with its process");
      return;
    }
    for (Durability durability : List.of(Durability.SYNC, Durability.ASYNC)) {
      if (bench().has(durability)) {
        write(durability, 0, 20);
        storage()
            .batchWrite(WriteBatch.builder()
                .delete(Bytes.number(3))
                .deleteRange(KeyRange.closedOpen(Bytes.number(5), Bytes.number(8)))
                .put(Bytes.number(6), Bytes.text("again"))
                .durability(durability)
                .build());
        List<Entry> before = bench().entries();
        assertEquals(17, before.size());
        assertEquals(before, contentAfterCrash(), durability::name);
      }
    }
  }

  @Test
  default void s6_syncIsABarrierForWhatCameBefore() {
    List<Entry> written = writeInEveryDurability();
    storage().sync();
    assertEquals(bench().capabilities().persistent() ? written : List.of(), contentAfterCrash());
  }

  @Test
  default void s6_aStoreGoesOnAfterManyDeaths() {
    assumeDeclared(Durability.SYNC);
    Assumptions.assumeTrue(
        bench().capabilities().persistent(), "declared: the content does not outlive the storage");
    for (int round = 0; round < 5; round++) {
      write(Durability.SYNC, round * 10, round * 10 + 10);
      assertEquals((round + 1) * 10, contentAfterCrash().size());
    }
    bench().reopen();
    assertEquals(50, bench().entries().size());
  }

  @Test
  default void s6_syncWritesSurviveTheLossOfPower() {
    assumeDeclared(Durability.SYNC);
    write(Durability.SYNC, 0, 20);
    List<Entry> written = bench().entries();
    bench().powerLoss();
    assertEquals(
        bench().capabilities().persistent() ? written : List.of(), bench().entries());
  }

  @Test
  default void s6_theDefaultDurabilityIsSync() {
    assumeDeclared(Durability.SYNC);
    storage().put(Bytes.text("put"), Bytes.EMPTY);
    storage().put(Bytes.text("gone"), Bytes.EMPTY);
    storage().delete(Bytes.text("gone"));
    storage()
        .batchWrite(WriteBatch.builder().put(Bytes.text("batch"), Bytes.EMPTY).build());
    List<Entry> written = bench().entries();
    bench().powerLoss();
    assertEquals(
        bench().capabilities().persistent() ? written : List.of(), bench().entries());
  }

  @Test
  default void s6_syncAndLoadAreBarriersAgainstTheLossOfPower() {
    List<Entry> written = writeInEveryDurability();
    storage().sync();
    bench().powerLoss();
    assertEquals(
        bench().capabilities().persistent() ? written : List.of(), bench().entries());
    storage().load(List.of(new Entry(Bytes.text("loaded"), Bytes.EMPTY)).iterator());
    written = bench().entries();
    bench().powerLoss();
    assertEquals(
        bench().capabilities().persistent() ? written : List.of(), bench().entries());
  }

  @Test
  default void s6_powerLossTakesTheLastMomentsAndLeavesNoHole() {
    assumeDeclared(Durability.ASYNC);
    write(Durability.ASYNC, 0, 10);
    storage().sync();
    write(Durability.ASYNC, 10, 20);
    bench().powerLoss();
    List<Entry> left = bench().entries();
    if (bench().capabilities().persistent()) {
      assertTrue(left.size() >= 10, "what was synced is there");
    }
    for (int i = 0; i < left.size(); i++) {
      assertArrayEquals(Bytes.number(i), left.get(i).key(), "no hole before the last moments");
    }
  }

  private void assumeDeclared(Durability durability) {
    Assumptions.assumeTrue(bench().has(durability), () -> durability + " is not declared");
  }

  private List<Entry> contentAfterCrash() {
    bench().crash();
    return bench().entries();
  }

  private List<Entry> writeInEveryDurability() {
    int first = 0;
    for (Durability durability : Durability.values()) {
      if (bench().has(durability)) {
        write(durability, first, first + 10);
        first += 10;
      }
    }
    List<Entry> written = bench().entries();
    assertEquals(first, written.size());
    return written;
  }

  private void write(Durability durability, int from, int to) {
    for (int i = from; i < to; i++) {
      storage()
          .batchWrite(WriteBatch.builder()
              .put(Bytes.number(i), Bytes.text(durability + " " + i))
              .durability(durability)
              .build());
    }
  }
}

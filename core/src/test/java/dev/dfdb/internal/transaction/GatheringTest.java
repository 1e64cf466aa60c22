package dev.dfdb.internal.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a group waits for more. The clock goes on by a microsecond whenever it is looked at. */
class GatheringTest {

  private static final long MICRO = 1_000;

  private final AtomicLong clock = new AtomicLong(-20 * MICRO);
  private final Gathering gathering = new Gathering(() -> clock.addAndGet(MICRO));
  private int asked;

  private boolean awaits(int size) {
    return gathering.await(size, () -> ++asked > 0);
  }

  private void come(int requests) {
    for (int i = 0; i < requests; i++) {
      gathering.came();
    }
  }

  @Test
  void whoIsAloneNeverWaits() {
    come(1);
    gathering.taken();
    gathering.written(1, 10 * MICRO, 400 * MICRO);

    assertFalse(awaits(1));
    assertEquals(1, asked);
  }

  @Test
  void nobodyWaitsBeforeTheFirstWrite() {
    come(7);

    assertFalse(awaits(1));
    assertEquals(1, asked);
  }

  @Test
  void aGroupWaitsForThoseWhoWereQueuedDuringTheLastWrite() {
    come(3);
    gathering.written(1, 10 * MICRO, 400 * MICRO);

    assertTrue(gathering.await(1, () -> ++asked < 50));
    assertTrue(gathering.await(2, () -> ++asked < 100));
    assertTrue(gathering.await(3, () -> ++asked < 150));
    assertFalse(awaits(4));
    assertEquals(151, asked);
  }

  @Test
  void aGroupWaitsForThoseWhoWereEvaluatedDuringTheLastWrite() {
    gathering.holds(8);
    gathering.written(8, 10 * MICRO, 400 * MICRO);

    assertTrue(gathering.await(8, () -> ++asked < 50));
    assertFalse(awaits(16));
  }

  @Test
  void itWaitsForHalfOfWhatAWriteTakesInAll() {
    come(9);
    gathering.written(1, 10 * MICRO, 400 * MICRO);

    long began = clock.get();
    assertTrue(gathering.await(1, () -> ++asked < 100));
    assertFalse(awaits(2));
    assertEquals(200.0, (clock.get() - began) / (double) MICRO, 3);
  }

  @Test
  void theNextGroupWaitsAnew() {
    come(9);
    gathering.written(1, 10 * MICRO, 400 * MICRO);
    assertFalse(awaits(1));
    gathering.ends();

    long began = clock.get();
    assertFalse(awaits(1));
    assertEquals(200.0, (clock.get() - began) / (double) MICRO, 3);
  }

  @Test
  void itNeverWaitsForMoreThanAMillisecond() {
    come(9);
    gathering.written(1, 10 * MICRO, 60_000_000 * MICRO);

    long began = clock.get();
    assertFalse(awaits(1));
    assertEquals(1_000.0, (clock.get() - began) / (double) MICRO, 3);
  }

  @Test
  void whatTakesLongToEvaluateIsNotWaitedFor() {
    come(9);
    gathering.written(1, 200 * MICRO, 400 * MICRO);

    assertFalse(awaits(1));
    assertEquals(1, asked);
  }

  @Test
  void thoseWhoDoNotComeBackAreForgottenWithTheNextWrite() {
    come(9);
    gathering.written(1, 10 * MICRO, 400 * MICRO);
    for (int i = 0; i < 9; i++) {
      gathering.taken();
    }
    gathering.written(9, 10 * MICRO, 400 * MICRO);
    gathering.written(1, 10 * MICRO, 400 * MICRO);

    assertFalse(awaits(1));
    assertEquals(1, asked);
  }
}

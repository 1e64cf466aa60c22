package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.observe.CompactionTiming;
import dev.dfdb.observe.Observer;
import dev.dfdb.storage.SortedMapStorage;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compaction in the background. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CompactionScheduleTest {

  private static final ZonedDateTime NOON = ZonedDateTime.parse("2026-11-21T12:00:00Z");

  /** A storage that counts its compactions, and fails the first. */
  private static final class Compacted extends SortedMapStorage {
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicBoolean overlapped = new AtomicBoolean();
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void compact() {
      if (atOnce.incrementAndGet() > 1) {
        overlapped.set(true);
      }
      try {
        boolean isScheduled = Thread.currentThread().getName().equals("dfdb-compaction");
        if (isScheduled && count.incrementAndGet() == 1) {
          throw new IllegalStateException("the first fails");
        }
        super.compact();
      } finally {
        atOnce.decrementAndGet();
      }
    }
  }

  @Test
  void itIsDoneEverySoOftenNeverTwiceAtOnceAndTriedAgainAfterAFailure() throws Exception {
    Compacted storage = new Compacted();
    CountDownLatch scheduled = new CountDownLatch(5);
    AtomicInteger failures = new AtomicInteger();
    try (Connection connection =
        Dfdb.createDb(Map.of("storage", storage, "compact-every", Duration.ofMillis(1)))) {
      connection.observe(new Observer() {
        @Override
        public void compacted(CompactionTiming timing) {
          if (timing.isScheduled()) {
            scheduled.countDown();
          }
          if (timing.failed()) {
            failures.incrementAndGet();
          }
        }
      });
      while (scheduled.getCount() > 0) {
        connection.transact("[{:person/name \"Ada\"}]");
        connection.compact();
      }
      Map<String, Long> figures = connection.statistics();
      assertTrue(figure(figures, "compactions") >= 5);
      assertEquals(1, figure(figures, "failed-compactions"));
      assertTrue(failures.get() <= 1, "the first may have failed before anybody observed");
    }
    assertFalse(storage.overlapped.get());
  }

  private static long figure(Map<String, Long> figures, String name) {
    Long value = figures.get(name);
    assertTrue(value != null, name);
    return value == null ? -1 : value;
  }

  @Test
  void withoutQuietHoursItIsDueSoLongAfterTheLastBegan() {
    CompactionSchedule schedule = schedule(Duration.ofHours(6), null);
    assertEquals(NOON.plusHours(6), schedule.first());
    assertEquals(NOON.plusHours(12), schedule.after(NOON.plusHours(6)));
  }

  @Test
  void withQuietHoursItIsDueWhenTheyBegin() {
    QuietHours night = QuietHours.parse("02:00-05:00");
    CompactionSchedule daily = schedule(Duration.ZERO, night);
    ZonedDateTime first = daily.first();
    assertEquals(ZonedDateTime.parse("2026-11-22T02:00:00Z"), first);
    assertEquals(first.plusDays(1), daily.after(first));
    CompactionSchedule often = schedule(Duration.ofHours(2), night);
    assertEquals(first.plusHours(2), often.after(first));
    assertEquals(first.plusDays(1), often.after(first.plusHours(2)));
  }

  private static CompactionSchedule schedule(Duration every, @Nullable QuietHours hours) {
    return new CompactionSchedule(
        () -> {}, every, hours, Clock.fixed(NOON.toInstant(), ZoneOffset.UTC));
  }
}

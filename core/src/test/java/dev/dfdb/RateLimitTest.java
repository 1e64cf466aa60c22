package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often the same is logged. */
class RateLimitTest {

  private final AtomicLong now = new AtomicLong(5);

  @Test
  void theFirstPassesAndTheNextAMinuteLaterWithTheNumberBetween() {
    RateLimit limit = new RateLimit(100, now::get);
    assertEquals(OptionalLong.of(0), limit.pass("one"));
    assertTrue(limit.pass("one").isEmpty());
    assertTrue(limit.pass("one").isEmpty());
    now.addAndGet(TimeUnit.SECONDS.toNanos(59));
    assertTrue(limit.pass("one").isEmpty());
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertEquals(OptionalLong.of(3), limit.pass("one"));
    assertTrue(limit.pass("one").isEmpty());
  }

  @Test
  void othersPassByThemselves() {
    RateLimit limit = new RateLimit(100, now::get);
    assertEquals(OptionalLong.of(0), limit.pass("one"));
    assertEquals(OptionalLong.of(0), limit.pass("other"));
  }

  @Test
  void altogetherNoMorePassThanANumberEachMinute() {
    RateLimit limit = new RateLimit(10, now::get);
    int passed = 0;
    for (int i = 0; i < 5_000; i++) {
      passed += limit.pass("kind " + i).isPresent() ? 1 : 0;
    }
    assertEquals(10, passed);
    now.addAndGet(TimeUnit.MINUTES.toNanos(1));
    assertEquals(OptionalLong.of(1), limit.pass("kind 4999"));
  }
}

package dev.dfdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Lets the first of things that are alike pass, and the next of them no sooner than a minute later;
 * of all together no more than a number each minute. Safe from any thread.
 */
final class RateLimit {

  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int MOST_KINDS = 1_000;

  private static final class Kind {
    private long passedAt;
    private long suppressed;

    private Kind(long passedAt) {
      this.passedAt = passedAt;
    }
  }

  private final LongSupplier nanoTime;
  private final int mostPerMinute;
  private final Map<String, Kind> kinds = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Kind> eldest) {
      return size() > MOST_KINDS;
    }
  };
  private long minuteBegan;
  private int passedInMinute;

  RateLimit(int mostPerMinute, LongSupplier nanoTime) {
    this.mostPerMinute = mostPerMinute;
    this.nanoTime = nanoTime;
    this.minuteBegan = nanoTime.getAsLong();
  }

  /** Empty if it is held back; else how many like it were held back since the last that passed. */
  synchronized OptionalLong pass(String kindOf) {
    long now = nanoTime.getAsLong();
    if (now - minuteBegan >= MINUTE_NANOS) {
      minuteBegan = now;
      passedInMinute = 0;
    }
    Kind kind = kinds.computeIfAbsent(kindOf, unseen -> new Kind(now - MINUTE_NANOS));
    if (now - kind.passedAt < MINUTE_NANOS || passedInMinute >= mostPerMinute) {
      kind.suppressed++;
      return OptionalLong.empty();
    }
    long suppressed = kind.suppressed;
    kind.suppressed = 0;
    kind.passedAt = now;
    passedInMinute++;
    return OptionalLong.of(suppressed);
  }
}

package dev.dfdb.internal.index;

import dev.dfdb.edn.Keyword;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of the past of an attribute is kept when a database is compacted.
 *
 * @param versions how many versions, that of the present among them; 0 for any number
 * @param duration for how long before now; null for ever
 */
public record Retention(long versions, @Nullable Duration duration) {

  /** All of it, for ever. */
  static final Retention ALL = new Retention(0, null);

  private static final Keyword EVERYTHING = Keyword.of("all");
  private static final Keyword VERSIONS = Keyword.of("versions");
  private static final Keyword DURATION = Keyword.of("duration");

  /** What a value of {@code :db/historyRetention} says; null if it says nothing. */
  public static @Nullable Retention of(Object value) {
    if (value.equals(EVERYTHING)) {
      return ALL;
    }
    if (!(value instanceof Map<?, ?> map) || map.size() != 1) {
      return null;
    }
    Keyword kind = Keyword.find(map.keySet().iterator().next());
    Object amount = map.values().iterator().next();
    if (VERSIONS.equals(kind)) {
      return amount instanceof Long versions && versions > 0 ? new Retention(versions, null) : null;
    }
    return DURATION.equals(kind) ? lasting(amount) : null;
  }

  private static @Nullable Retention lasting(@Nullable Object amount) {
    try {
      Duration duration = amount instanceof Long millis
          ? Duration.ofMillis(millis)
          : amount instanceof String text ? Duration.parse(text) : null;
      return duration == null || duration.isNegative() ? null : new Retention(0, duration);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** Whether nothing goes. */
  boolean isAll() {
    return versions == 0 && duration == null;
  }
}

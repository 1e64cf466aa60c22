package dev.dfdb.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

  private static final long KIBI = 1024;

  private Figures() {}

  /** A count with its thousands apart, such as {@code 26,518}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count with its noun, in the plural where there isn't exactly one: {@code 3 rows}. */
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** A size in bytes, such as {@code 41.3 MiB}. */
  public static String size(long bytes) {
    if (bytes < KIBI) {
      return bytes + " B";
    }
    double kibi = (double) bytes / KIBI;
    return kibi < KIBI
        ? String.format(Locale.ROOT, "%.1f KiB", kibi)
        : String.format(Locale.ROOT, "%.1f MiB", kibi / KIBI);
  }

  /**
   * A time that was measured, with three digits or so: {@code 0.42 ms}, {@code 18 ms}, {@code 7.3
   * s}.
   */
  public static String time(Duration time) {
    double millis = time.toNanos() / 1e6;
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.2f ms", millis);
    }
    return millis < 1000
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }

  /** A time that is guessed, in whole seconds and minutes: {@code 9 s}, {@code 2 min 5 s}. */
  public static String roughly(Duration time) {
    long seconds = Math.max(0, Math.round(time.toMillis() / 1000.0));
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }
}

package dev.dfdb;

import dev.dfdb.error.MisconfiguredException;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * A time of the day, which may go over midnight. Immutable.
 *
 * @param from its beginning, which belongs to it
 * @param to its end, which does not
 */
record QuietHours(LocalTime from, LocalTime to) {

  /**
   * Reads a text such as {@code 02:00-05:30}.
   *
   * @throws MisconfiguredException if it is none
   */
  static QuietHours parse(String text) {
    String[] ends = text.split("-", -1);
    try {
      if (ends.length == 2) {
        return new QuietHours(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    throw new MisconfiguredException(
        "a key of the configuration has a wrong value",
        Map.of(
            "key",
            "compact-window",
            "expected",
            "two times of the day with a hyphen, such as 02:00-05:30",
            "given",
            text));
  }

  /** Whether a time lies in it; of a beginning that is the end, every time does. */
  boolean contains(LocalTime time) {
    if (from.isBefore(to)) {
      return !time.isBefore(from) && time.isBefore(to);
    }
    return !time.isBefore(from) || time.isBefore(to);
  }

  /** The time itself if it lies in it, or else when it begins next. */
  ZonedDateTime notBefore(ZonedDateTime time) {
    return contains(time.toLocalTime()) ? time : nextBeginning(time);
  }

  /** When it begins next, after a time. */
  ZonedDateTime nextBeginning(ZonedDateTime time) {
    ZonedDateTime today = time.with(from);
    return today.isAfter(time) ? today : time.plusDays(1).with(from);
  }
}

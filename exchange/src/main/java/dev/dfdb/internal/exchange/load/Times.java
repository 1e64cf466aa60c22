package dev.dfdb.internal.exchange.load;

import dev.dfdb.exchange.mapping.MappingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the times of a column are written. Immutable. */
final class Times {

  private static final Pattern ISO =
      Pattern.compile("[+-]?\\d{4,9}-\\d\\d-\\d\\d([Tt ]\\d\\d:\\d\\d.*)?");
  private static final DateTimeFormatter ISO_FORMAT = new DateTimeFormatterBuilder()
      .parseCaseInsensitive()
      .append(DateTimeFormatter.ISO_LOCAL_DATE)
      .optionalStart()
      .appendLiteral('T')
      .append(DateTimeFormatter.ISO_LOCAL_TIME)
      .optionalStart()
      .appendOffset("+HH:MM:ss", "Z")
      .toFormatter(Locale.ROOT);
  private static final int ISO_DATE_CHARS = 10;
  private static final long MILLIS = 1000;

  private final @Nullable String name;
  private final DateTimeFormatter format;
  private final ZoneId zone;

  /**
   * Knows a format.
   *
   * @throws MappingException if it is none
   */
  Times(@Nullable String name, ZoneId zone) {
    this.name = name;
    this.zone = zone;
    try {
      this.format = name == null || isEpoch(name)
          ? ISO_FORMAT
          : DateTimeFormatter.ofPattern(name, Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw MappingException.because(
          e, "there is no such format of times", "format", name, "example", "dd.MM.yyyy HH:mm");
    }
  }

  private static boolean isEpoch(String name) {
    return name.equals("epoch-seconds") || name.equals("epoch-millis");
  }

  /** Whether a text is a time as ISO 8601 has it, down to the day at least. */
  static boolean isIso(String text) {
    return ISO.matcher(text).matches() && new Times(null, ZoneOffset.UTC).find(text) != null;
  }

  Instant read(String text) throws UnfitValueException {
    Instant found = find(text);
    if (found == null) {
      throw new UnfitValueException(
          name == null
              ? "a time belongs here, such as 2026-01-31T23:59:59Z"
              : "a time of the format " + name + " belongs here");
    }
    return found;
  }

  private @Nullable Instant find(String text) {
    try {
      if (name != null && isEpoch(name)) {
        long number = Long.parseLong(text);
        return name.equals("epoch-millis")
            ? Instant.ofEpochMilli(number)
            : Instant.ofEpochSecond(number);
      }
      boolean spaced = name == null && text.length() > ISO_DATE_CHARS && text.charAt(10) == ' ';
      return instant(format.parse(spaced ? text.replaceFirst(" ", "T") : text));
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private Instant instant(TemporalAccessor parsed) {
    LocalDate date = LocalDate.from(parsed);
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneId own = parsed.query(TemporalQueries.zone());
    if (time == null && parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Instant.from(parsed);
    }
    return LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time)
        .atZone(own == null ? zone : own)
        .toInstant();
  }

  /** A number of milliseconds or seconds, as the format has it. */
  @Nullable
  Instant ofNumber(long number) {
    return name == null || !isEpoch(name)
        ? null
        : name.equals("epoch-millis")
            ? Instant.ofEpochMilli(number)
            : Instant.ofEpochMilli(Math.multiplyExact(number, MILLIS));
  }
}

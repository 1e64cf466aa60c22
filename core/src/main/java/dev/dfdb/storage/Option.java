package dev.dfdb.storage;

import dev.dfdb.error.MisconfiguredException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One option a backend understands: its name, what kind of value it takes, what it means (S12).
 *
 * <p>Made with the factory of its kind, then refined:
 *
 * <pre>{@code
 * static final Option<Long> CACHE =
 *     Option.bytes("cache-bytes", "native memory for blocks read", 1 << 20, 1L << 40)
 *         .withDefault(256L << 20);
 * }</pre>
 *
 * @param <T> the Java type of its values
 */
public final class Option<T> {

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([a-zA-Z]*)");

  private final String name;
  private final String description;
  private final String expected;
  private final Parser<T> parser;
  private final @Nullable T defaultValue;
  private final boolean required;
  private final boolean secret;

  private Option(
      String name,
      String description,
      String expected,
      Parser<T> parser,
      @Nullable T defaultValue,
      boolean required,
      boolean secret) {
    this.name = name;
    this.description = description;
    this.expected = expected;
    this.parser = parser;
    this.defaultValue = defaultValue;
    this.required = required;
    this.secret = secret;
  }

  private static <T> Option<T> of(
      String name, String description, String expected, Parser<T> parser) {
    return new Option<>(name, description, expected, parser, null, false, false);
  }

  /** An option that takes a non-empty string. */
  public static Option<String> string(String name, String description) {
    return of(
        name,
        description,
        "a non-empty string",
        value -> value instanceof String text && !text.isEmpty() ? text : null);
  }

  /** An option that takes true or false. */
  public static Option<Boolean> bool(String name, String description) {
    return of(name, description, "true or false", value -> {
      if (value instanceof Boolean bool) {
        return bool;
      }
      return "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : null;
    });
  }

  /** An option that takes a whole number between two bounds, both allowed. */
  public static Option<Integer> integer(String name, String description, int least, int most) {
    return of(name, description, "a whole number from " + least + " to " + most, value -> {
      Long number = whole(value);
      return number == null || number < least || number > most ? null : number.intValue();
    });
  }

  /**
   * An option that takes a size between two bounds, both allowed: a whole number of bytes, or text
   * such as {@code 64MiB}. Units are B, KiB, MiB, GiB and TiB.
   */
  public static Option<Long> bytes(String name, String description, long least, long most) {
    return of(
        name,
        description,
        "a number of bytes from " + least + " to " + most + ", or text such as \"64MiB\"",
        value -> {
          Long number = value instanceof String text ? size(text) : whole(value);
          return number == null || number < least || number > most ? null : number;
        });
  }

  /**
   * An option that takes a time of at least zero: a {@link Duration}, a whole number of
   * milliseconds, text such as {@code 500ms} (ms, s, m, h), or ISO-8601 text such as
   * {@code PT0.5S}.
   */
  public static Option<Duration> duration(String name, String description) {
    return of(
        name, description, "a duration, such as \"500ms\", or a number of milliseconds", value -> {
          Duration duration = value instanceof String text ? duration(text) : millis(value);
          return duration == null || duration.isNegative() ? null : duration;
        });
  }

  /** An option that takes a path: a {@link Path} or its text. */
  public static Option<Path> path(String name, String description) {
    return of(name, description, "a path", value -> {
      if (value instanceof Path path) {
        return path;
      }
      try {
        return value instanceof String text && !text.isEmpty() ? Path.of(text) : null;
      } catch (InvalidPathException e) {
        return null;
      }
    });
  }

  /** An option that takes one of an enum's constants, or its name in any case, with - for _. */
  public static <E extends Enum<E>> Option<E> choice(
      String name, String description, Class<E> type) {
    String names = Arrays.stream(type.getEnumConstants())
        .map(constant -> choiceName(constant))
        .collect(Collectors.joining(", "));
    return of(name, description, "one of " + names, value -> {
      for (E constant : type.getEnumConstants()) {
        if (constant == value
            || (value instanceof String text
                && choiceName(constant).equals(text.toLowerCase(Locale.ROOT)))) {
          return constant;
        }
      }
      return null;
    });
  }

  /** The same option with a value for when none is given. */
  public Option<T> withDefault(T value) {
    return new Option<>(name, description, expected, parser, value, false, secret);
  }

  /** The same option, which must be given. */
  public Option<T> asRequired() {
    return new Option<>(name, description, expected, parser, null, true, secret);
  }

  /** The same option, whose value is never shown: not in an error, not in a log. */
  public Option<T> asSecret() {
    return new Option<>(name, description, expected, parser, defaultValue, required, true);
  }

  /** The name in a configuration, such as {@code cache-bytes}. */
  public String name() {
    return name;
  }

  /** What it means, for a person. */
  public String description() {
    return description;
  }

  /** What kind of value it takes, for a person. */
  public String expected() {
    return expected;
  }

  /** The value when none is given, or null where there is none. */
  public @Nullable T defaultValue() {
    return defaultValue;
  }

  /** Whether it must be given. */
  public boolean isRequired() {
    return required;
  }

  /** Whether its value must never be shown. */
  public boolean isSecret() {
    return secret;
  }

  /**
   * Reads a value as a configuration gives it.
   *
   * @throws MisconfiguredException if the value is not of this option's kind
   */
  public T parse(@Nullable Object value) {
    T parsed = value == null ? null : parser.parse(value);
    if (parsed == null) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("option", name);
      context.put("expected", expected);
      context.put("value", secret ? "(secret)" : String.valueOf(value));
      context.put("type", value == null ? "null" : value.getClass().getName());
      throw new MisconfiguredException("an option has a wrong value", context);
    }
    return parsed;
  }

  @Override
  public String toString() {
    return name;
  }

  private static String choiceName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static @Nullable Long whole(Object value) {
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return ((Number) value).longValue();
    }
    try {
      return value instanceof String text ? Long.valueOf(text.strip()) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Long size(String text) {
    Matcher matcher = AMOUNT.matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    int shift = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
      case "", "b" -> 0;
      case "kib" -> 10;
      case "mib" -> 20;
      case "gib" -> 30;
      case "tib" -> 40;
      default -> -1;
    };
    long amount = Long.parseLong(matcher.group(1));
    return shift < 0 || amount > Long.MAX_VALUE >> shift ? null : amount << shift;
  }

  private static @Nullable Duration millis(Object value) {
    if (value instanceof Duration duration) {
      return duration;
    }
    Long millis = whole(value);
    return millis == null ? null : Duration.ofMillis(millis);
  }

  private static @Nullable Duration duration(String text) {
    Matcher matcher = AMOUNT.matcher(text.strip());
    try {
      if (!matcher.matches()) {
        return Duration.parse(text);
      }
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
        case "", "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> null;
      };
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  /** Reads a value, or gives null where it is of the wrong kind. */
  @FunctionalInterface
  private interface Parser<T> {
    @Nullable
    T parse(Object value);
  }
}

package dev.dfdb.edn;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tags that are known without being asked for. */
final class EdnTags {

  static final Symbol INST = Symbol.of("inst");
  static final Symbol UUID_TAG = Symbol.of("uuid");
  static final Symbol URI_TAG = Symbol.of("uri");
  static final Symbol BASE64 = Symbol.of("base64");
  static final Symbol FLOAT = Symbol.of("float");
  static final Symbol KEYWORD = Symbol.of("dfdb/keyword");
  static final Symbol SYMBOL = Symbol.of("dfdb/symbol");

  private static final Pattern TIME = Pattern.compile(
      "([+-]?\\d{4,10})(?:-(\\d\\d)(?:-(\\d\\d)(?:[Tt](\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?)?)?)?)?"
          + "(?:[Zz]|([+-]\\d\\d):(\\d\\d))?");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private EdnTags() {}

  /** Throws IllegalArgumentException if the value isn't what the tag wants. */
  static Object read(Symbol tag, @Nullable Object value) {
    if (tag.namespace() == null) {
      return switch (tag.name()) {
        case "inst" -> instant(string(value));
        case "uuid" -> uuid(string(value));
        case "uri" -> uri(string(value));
        case "base64" -> Base64.getDecoder().decode(string(value));
        case "float" -> floating(value);
        default -> new Tagged(tag, value);
      };
    }
    if (tag.equals(KEYWORD)) {
      List<@Nullable String> parts = parts(value);
      return Keyword.of(parts.get(0), name(parts));
    }
    if (tag.equals(SYMBOL)) {
      List<@Nullable String> parts = parts(value);
      return Symbol.of(parts.get(0), name(parts));
    }
    return new Tagged(tag, value);
  }

  private static String string(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("a string belongs here");
  }

  private static Float floating(@Nullable Object value) {
    if (value instanceof Double number) {
      return number.floatValue();
    }
    throw new IllegalArgumentException("a floating-point number belongs here");
  }

  private static UUID uuid(String text) {
    // UUID.fromString alone takes shortened groups.
    if (!UUID_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("not of the form 8-4-4-4-12 hexadecimal digits");
    }
    return UUID.fromString(text);
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @SuppressWarnings("unchecked") // each element is checked
  private static List<@Nullable String> parts(@Nullable Object value) {
    if (value instanceof List<?> list
        && list.size() == 2
        && (list.get(0) == null || list.get(0) instanceof String)) {
      return (List<@Nullable String>) list;
    }
    throw new IllegalArgumentException("a vector of namespace and name belongs here");
  }

  private static String name(List<@Nullable String> parts) {
    return string(parts.get(1));
  }

  /** RFC 3339, where everything after the year may be missing; no offset means UTC. */
  private static Instant instant(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("not a time such as 2026-01-31T23:59:59.999Z");
    }
    try {
      return OffsetDateTime.of(
              Integer.parseInt(time.group(1)),
              part(time, 2, 1),
              part(time, 3, 1),
              part(time, 4, 0),
              part(time, 5, 0),
              part(time, 6, 0),
              nanos(time.group(7)),
              offset(time.group(8), time.group(9)))
          .toInstant();
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static int part(Matcher time, int group, int absent) {
    String digits = time.group(group);
    return digits == null ? absent : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt((digits + "00000000").substring(0, 9));
  }

  private static ZoneOffset offset(@Nullable String hours, @Nullable String minutes) {
    if (hours == null || minutes == null) {
      return ZoneOffset.UTC;
    }
    int sign = hours.charAt(0) == '-' ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(Integer.parseInt(hours), sign * Integer.parseInt(minutes));
  }
}

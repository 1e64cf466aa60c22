package dev.dfdb.cli.database;

import dev.dfdb.edn.Edn;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.SyntaxException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/** Points in time as people write them. */
public final class PointInTime {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private PointInTime() {}

  /**
   * Reads one.
   *
   * @param text the number of a transaction or its entity id, or a time in UTC of which the time of
   *     the day may be missing
   * @return a {@link Long} or an {@link Instant}
   * @throws QueryException if it is neither
   */
  public static Object parse(String text) {
    String stripped = text.strip();
    if (NUMBER.matcher(stripped).matches()) {
      return Long.valueOf(stripped);
    }
    try {
      return instant(stripped);
    } catch (SyntaxException e) {
      throw new QueryException(
          "Not a point in time",
          Map.of("given", text, "expected", "the number of a transaction, or 2026-01-31T12:00:00Z"),
          e);
    }
  }

  private static Instant instant(String text) {
    Object read = Edn.read(text.startsWith("#inst") ? text : "#inst " + Edn.print(text));
    if (read instanceof Instant instant) {
      return instant;
    }
    throw new SyntaxException("Not an instant", 1, 1, Map.of());
  }
}

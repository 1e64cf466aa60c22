package dev.dfdb.internal.entities;

import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.KeepHistory;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** Makes the values of {@code :db/historyRetention}. */
public final class Retentions {

  private Retentions() {}

  /** The last versions, that of the present among them. */
  public static Object versions(long versions) {
    if (versions < 1) {
      throw new IllegalArgumentException("the present is a version, so keep one or more");
    }
    return Map.of(Keyword.of("versions"), versions);
  }

  /** What was true within a duration before now. */
  public static Object duration(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("history is kept for no negative duration: " + duration);
    }
    return Map.of(Keyword.of("duration"), duration.toString());
  }

  static Object of(KeepHistory kept, Class<?> owner) {
    try {
      if ((kept.versions() == 0) == !kept.duration().isEmpty()) {
        return kept.versions() == 0
            ? duration(Duration.parse(kept.duration()))
            : versions(kept.versions());
      }
    } catch (IllegalArgumentException | DateTimeParseException unlike) {
      throw new EntityMappingException(
          "@KeepHistory asks for what can't be", unlike, "type", owner.getName());
    }
    throw new EntityMappingException(
        "@KeepHistory says either versions or a duration", null, "type", owner.getName());
  }
}

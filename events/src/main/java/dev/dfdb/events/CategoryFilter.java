package dev.dfdb.events;

import dev.dfdb.events.internal.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which messages of a category are wanted. For one reading. */
final class CategoryFilter implements Reader.Filter {

  private static final int MOST_STREAMS = 1_000;

  private final @Nullable ConsumerGroup group;
  private final Predicate<Json> metadata;
  private final Map<String, Boolean> known = new HashMap<>();

  private CategoryFilter(CategoryRead read) {
    this.group = read.group().orElse(null);
    String correlation = read.correlation().orElse(null);
    this.metadata = correlation == null ? json -> true : json -> isCorrelated(json, correlation);
  }

  /** The filter of a reading; null if everything is wanted. */
  static @Nullable CategoryFilter of(CategoryRead read) {
    return read.group().isEmpty() && read.correlation().isEmpty() ? null : new CategoryFilter(read);
  }

  @Override
  public boolean wants(String stream) {
    if (group == null) {
      return true;
    }
    if (known.size() > MOST_STREAMS) {
      known.clear();
    }
    return known.computeIfAbsent(stream, group::has);
  }

  @Override
  public Predicate<Json> metadata() {
    return metadata;
  }

  private static boolean isCorrelated(Json metadata, String correlation) {
    if (metadata.isNull()) {
      return false;
    }
    var stream = metadata.node().path("correlationStreamName");
    return stream.isTextual() && new StreamName(stream.asText()).category().equals(correlation);
  }
}

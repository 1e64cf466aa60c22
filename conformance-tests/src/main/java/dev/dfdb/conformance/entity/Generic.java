package dev.dfdb.conformance.entity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types with generic classes nested in them, and some that can't be entity types. */
public final class Generic {

  private Generic() {}

  /** What holds one thing. */
  public record Box<T>(@Nullable T value) {}

  /** What holds some. */
  public record Page<T>(List<T> items) {}

  /** An element of a page. */
  public record Item(String name) {}

  /** What has generic classes nested in it, each with the same arguments. */
  public record Wrapped(String id, Box<Long> box, Page<Item> page, List<Box<Long>> boxes) {}

  /** What has one nested in it with several arguments. */
  public record WrappedTwice(String id, Box<Long> number, Box<UUID> token) {}

  /** What has a component that needs a module of Jackson's. */
  public record Counted(String id, OptionalInt count) {}

  /** What has such components in a map. */
  public record Dated(String id, Map<String, Instant> dates) {}

  /** What has a component that can't be the name of an attribute. */
  public record Underscored(
      String id, @JsonProperty("_links") String links) {}
}

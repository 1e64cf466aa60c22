package dev.dfdb.conformance.entity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A nested object of which everything can be absent. */
public record Address(
    @Nullable String street, Optional<String> zip, @Nullable Region region) {

  /** Nested once more. */
  public record Region(String name, int code) {}
}

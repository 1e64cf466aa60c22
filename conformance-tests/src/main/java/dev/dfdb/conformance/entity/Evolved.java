package dev.dfdb.conformance.entity;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dfdb.entities.mapping.EntityName;
import dev.dfdb.entities.mapping.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entity type as a program has it from time to time. */
public final class Evolved {

  private Evolved() {}

  /** As it was first. */
  @EntityName("person")
  public record First(
      String id, @Nullable String name, @Nullable String age) {}

  /** With a component that has another name, and new ones. */
  @EntityName("person")
  public record Renamed(
      String id,
      @JsonAlias("name") @Nullable String fullName,
      @JsonProperty(defaultValue = "3") int level,
      List<String> roles) {}

  /** After two migrations. */
  @EntityName("person")
  public record Third(String id, int years, Names names) {}

  /** What was one text. */
  public record Names(String given, String family) {}

  /** Another type of the same name. */
  @EntityName("person")
  public record Namesake(@Nullable String id) {}

  /** What is no entity. */
  public record Nameless(String name) {}

  /** What refers to what is not registered. */
  public record Referring(String id, Ref<First> first) {}
}

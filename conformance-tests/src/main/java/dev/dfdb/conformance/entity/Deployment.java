package dev.dfdb.conformance.entity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dfdb.entities.mapping.AsDocument;
import dev.dfdb.entities.mapping.Ref;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entity that has a component of every kind. */
public record Deployment(
    String id,
    @Nullable String name,
    int replicas,
    double weight,
    @JsonProperty("cost") @Nullable BigDecimal price,
    @Nullable Stage stage,
    @Nullable Instant at,
    @Nullable LocalDate due,
    @Nullable UUID token,
    Optional<Long> limit,
    List<@Nullable String> tags,
    Set<String> labels,
    Set<Stage> past,
    List<Stage> stages,
    @Nullable Address address,
    List<Port> ports,
    Set<Port> probes,
    @Nullable Environment environment,
    List<Environment> fallbacks,
    @Nullable Ref<Deployment> previous,
    Set<Ref<Deployment>> rivals,
    Map<String, Object> settings,
    @AsDocument @Nullable Port gate) {

  /** What is derived is not stored. */
  @JsonIgnore
  public boolean isLarge() {
    return replicas > 10;
  }

  /** One of which nothing is known. */
  public static Deployment empty(String id) {
    return new Deployment(
        id,
        null,
        0,
        0,
        null,
        null,
        null,
        null,
        null,
        Optional.empty(),
        List.of(),
        Set.of(),
        Set.of(),
        List.of(),
        null,
        List.of(),
        Set.of(),
        null,
        List.of(),
        null,
        Set.of(),
        Map.of(),
        null);
  }

  /** The same at another address. */
  public Deployment withAddress(Address other) {
    return with(other, environment, fallbacks);
  }

  /** The same with other fallbacks. */
  public Deployment withFallbacks(List<Environment> others) {
    return with(address, environment, others);
  }

  /** The same in other environments. */
  public Deployment withEnvironments(@Nullable Environment other, List<Environment> others) {
    return with(address, other, others);
  }

  private Deployment with(
      @Nullable Address otherAddress,
      @Nullable Environment otherEnvironment,
      List<Environment> otherFallbacks) {
    return new Deployment(
        id,
        name,
        replicas,
        weight,
        price,
        stage,
        at,
        due,
        token,
        limit,
        tags,
        labels,
        past,
        stages,
        otherAddress,
        ports,
        probes,
        otherEnvironment,
        otherFallbacks,
        previous,
        rivals,
        settings,
        gate);
  }
}

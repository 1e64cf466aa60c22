package dev.dfdb.entities;

import dev.dfdb.entities.mapping.Migration;
import dev.dfdb.internal.entities.Retentions;
import dev.dfdb.internal.entities.TypeDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Java record or class whose objects are entities, and what is to be said of it beyond its
 * annotations. Immutable: each method gives a new one.
 *
 * <pre>{@code
 * EntityType.of(Deployment.class)
 *     .version(2)
 *     .migration(1, stored -> { stored.put("replicas", 1L); return stored; })
 * }</pre>
 *
 * @param <T> the class
 */
public final class EntityType<T> {

  private final Class<T> type;
  private final TypeDefinition definition;

  private EntityType(Class<T> type, TypeDefinition definition) {
    this.type = type;
    this.definition = definition;
  }

  /** The type of a class, at version 1. */
  public static <T> EntityType<T> of(Class<T> type) {
    Objects.requireNonNull(type, "type");
    return new EntityType<>(type, new TypeDefinition(type, null, 1, Map.of(), Map.of(), null));
  }

  /** The class. */
  public Class<T> type() {
    return type;
  }

  /**
   * The type under another name: the namespace of its attributes.
   *
   * @see dev.dfdb.entities.mapping.EntityName
   */
  public EntityType<T> named(String name) {
    Objects.requireNonNull(name, "name");
    return with(
        name, definition.version(), definition.migrations(), definition.defaults(), retention());
  }

  /**
   * The type at a version. Entities keep the version that saved them, but for the first.
   *
   * @param version from 1 on
   * @throws IllegalArgumentException if it is less, or there are migrations to later ones
   */
  public EntityType<T> version(int version) {
    boolean isBehind = definition.migrations().keySet().stream().anyMatch(from -> from >= version);
    if (version < 1 || isBehind) {
      throw new IllegalArgumentException(
          "a version is 1 or more, and no less than that to which migrations lead: " + version);
    }
    return with(
        definition.name(), version, definition.migrations(), definition.defaults(), retention());
  }

  /**
   * The type with a migration from one version to the next. It becomes the type of that next
   * version at least.
   *
   * @param from the version from which it leads
   * @throws IllegalArgumentException if the version is less than 1, or has a migration
   */
  public EntityType<T> migration(int from, Migration migration) {
    Objects.requireNonNull(migration, "migration");
    if (from < 1 || definition.migrations().containsKey(from)) {
      throw new IllegalArgumentException(
          "there is one migration from each version, from 1 on: " + from);
    }
    Map<Integer, Migration> migrations = new HashMap<>(definition.migrations());
    migrations.put(from, migration);
    return with(
        definition.name(),
        Math.max(definition.version(), from + 1),
        migrations,
        definition.defaults(),
        retention());
  }

  /**
   * The type with a default for a component: it is stored where the component is null, and loaded
   * where nothing is stored. The same as {@code @JsonProperty(defaultValue = "...")}.
   *
   * @param component the component as Jackson names it
   */
  public EntityType<T> withDefault(String component, Object value) {
    Map<String, Object> defaults = new HashMap<>(definition.defaults());
    defaults.put(component, Objects.requireNonNull(value, "value"));
    return with(
        definition.name(), definition.version(), definition.migrations(), defaults, retention());
  }

  /**
   * The type with a history of so many versions of each attribute, that of the present among them.
   *
   * @throws IllegalArgumentException if it is less than 1
   * @see dev.dfdb.entities.mapping.KeepHistory
   */
  public EntityType<T> keepingVersions(long versions) {
    return with(
        definition.name(),
        definition.version(),
        definition.migrations(),
        definition.defaults(),
        Retentions.versions(versions));
  }

  /**
   * The type with a history of so long before now.
   *
   * @throws IllegalArgumentException if it is negative
   * @see dev.dfdb.entities.mapping.KeepHistory
   */
  public EntityType<T> keepingHistoryFor(Duration duration) {
    return with(
        definition.name(),
        definition.version(),
        definition.migrations(),
        definition.defaults(),
        Retentions.duration(duration));
  }

  TypeDefinition definition() {
    return definition;
  }

  private @Nullable Object retention() {
    return definition.retention();
  }

  private EntityType<T> with(
      @Nullable String name,
      int version,
      Map<Integer, Migration> migrations,
      Map<String, Object> defaults,
      @Nullable Object retention) {
    return new EntityType<>(
        type, new TypeDefinition(type, name, version, migrations, defaults, retention));
  }
}

package dev.dfdb.entities;

import dev.dfdb.entities.mapping.EntityChange;
import dev.dfdb.internal.entities.Registry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entities of one namespace that are set or unset together. Made by {@link Entities#changes};
 * immutable.
 *
 * @param namespace the name of the namespace
 * @param changes in the order in which they were added
 */
public record EntityChanges(String namespace, List<EntityChange> changes) {

  /** Copies the list. */
  public EntityChanges {
    Objects.requireNonNull(namespace, "namespace");
    changes = List.copyOf(changes);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * Collects changes. Of several changes of one entity, the one with the latest timestamp holds;
   * one without is later than any with; of two that are equal, the one added last. Belongs to one
   * thread.
   */
  public static final class Builder {

    private final String namespace;
    private final Registry registry;
    private final List<EntityChange> changes = new ArrayList<>();

    Builder(String namespace, Registry registry) {
      this.namespace = namespace;
      this.registry = registry;
    }

    /**
     * Sets an entity: from now on it is as the object is.
     *
     * @throws dev.dfdb.entities.mapping.UnregisteredTypeException if its class is not registered
     */
    public Builder set(Object entity) {
      return add(entity, null, true);
    }

    /**
     * Sets an entity for a time. It is ignored if the entity was set or unset for a later one.
     *
     * @throws dev.dfdb.entities.mapping.UnregisteredTypeException if its class is not registered
     */
    public Builder set(Object entity, Instant timestamp) {
      return add(entity, Objects.requireNonNull(timestamp, "timestamp"), true);
    }

    /**
     * Sets each of some entities.
     *
     * @throws dev.dfdb.entities.mapping.UnregisteredTypeException if a class is not registered
     */
    public Builder setAll(Iterable<?> entities) {
      entities.forEach(this::set);
      return this;
    }

    /**
     * Unsets the entity that has the type and id of an object. Nothing happens if there is none.
     *
     * @throws dev.dfdb.entities.mapping.UnregisteredTypeException if its class is not registered
     */
    public Builder unset(Object entity) {
      return add(entity, null, false);
    }

    /** Unsets an entity for a time. It is ignored if the entity was set for a later one. */
    public Builder unset(Object entity, Instant timestamp) {
      return add(entity, Objects.requireNonNull(timestamp, "timestamp"), false);
    }

    /** Unsets the entity of a type that has an id. Nothing happens if there is none. */
    public Builder unset(Class<?> type, Object id) {
      return unset(type, id, null);
    }

    /** The same for a time, or with null for the moment in which it is saved. */
    public Builder unset(Class<?> type, Object id, @Nullable Instant timestamp) {
      registry.idValue(type, id);
      changes.add(new EntityChange(registry.registered(type), id, null, timestamp));
      return this;
    }

    private Builder add(Object entity, @Nullable Instant timestamp, boolean sets) {
      Class<?> type = registry.registered(entity.getClass());
      changes.add(
          new EntityChange(type, registry.objectId(entity), sets ? entity : null, timestamp));
      return this;
    }

    /** Ends the collection. */
    public EntityChanges build() {
      return new EntityChanges(namespace, changes);
    }
  }
}

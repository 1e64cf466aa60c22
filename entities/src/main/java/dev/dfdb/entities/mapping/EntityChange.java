package dev.dfdb.entities.mapping;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entity is set or unset.
 *
 * @param type the registered class
 * @param id the id of the entity
 * @param entity what it is from now on; null if it is unset
 * @param timestamp for when; null for the moment in which it is saved
 */
public record EntityChange(
    Class<?> type,
    Object id,
    @Nullable Object entity,
    @Nullable Instant timestamp) {

  /** Checks what must not be null. */
  public EntityChange {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(id, "id");
  }

  /** Whether this holds and not another change of the entity that was made before. */
  public boolean replaces(EntityChange before) {
    return timestamp == null || (before.timestamp != null && !timestamp.isBefore(before.timestamp));
  }
}

package dev.dfdb.entities.mapping;

import java.util.Objects;

/**
 * A reference to an entity of a registered type, by its id. A component of this type refers to the
 * entity without loading it, so that entities can refer to each other in a circle.
 *
 * @param type the class of the entity
 * @param id its id
 * @param <T> the class of the entity
 */
public record Ref<T>(Class<T> type, Object id) {

  /** Checks that neither is null. */
  public Ref {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(id, "id");
  }

  /** A reference to the entity of a type that has an id. */
  public static <T> Ref<T> to(Class<T> type, Object id) {
    return new Ref<>(type, id);
  }
}

package dev.dfdb.internal.entities;

import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.EntityException;
import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.Migration;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A type whose objects have attributes: an entity type, or one of nested objects.
 *
 * @param type the class
 * @param name the namespace of its attributes
 * @param fields its components
 * @param idField which of them is the id; -1 for nested objects
 * @param creation makes objects
 * @param version the version of the type, from 1 on
 * @param migrations what leads from a version to the next
 */
record Composition(
    Class<?> type,
    String name,
    List<Field> fields,
    int idField,
    Creation creation,
    int version,
    Map<Integer, Migration> migrations) {

  /** The version of a type that an entity was saved by; absent for the first. */
  static final Keyword VERSION = Keyword.of("entity", "version");

  /** The time for which an entity was set or unset, if one was given. */
  static final Keyword TIMESTAMP = Keyword.of("entity", "timestamp");

  /** The position of an element of a list. */
  static final Keyword POSITION = Keyword.of("entity", "position");

  /** Says of a nested object that it is there, although all it has is absent. */
  static final Keyword EMPTY = Keyword.of("entity", "empty");

  /** The type of what stands for an element of a list that is an entity of its own. */
  static Composition ofItems(Field list) {
    Field item = new Field(
        "item",
        list.item(),
        List.of(),
        list.type(),
        Holding.ONE,
        list.shape(),
        MethodHandles.identity(Object.class),
        null,
        list.retention());
    return new Composition(
        Object.class,
        String.valueOf(list.item().namespace()),
        List.of(item),
        -1,
        new Creation.ByUnwrapping(),
        1,
        Map.of());
  }

  /** What else is known of its objects: the version, or the position in a list. */
  Keyword extra() {
    return isEntity() ? VERSION : POSITION;
  }

  /** Whether it is an entity type. */
  boolean isEntity() {
    return idField >= 0;
  }

  /** The component that is the id. */
  Field id() {
    return fields.get(idField);
  }

  /** How ids are stored. */
  Scalar idScalar() {
    return ((Shape.Plain) id().shape()).scalar();
  }

  /** The attribute that keeps the id of an entity that was unset at a time. */
  Keyword unsetAttribute() {
    return Keyword.of(name + ".unset", id().name());
  }

  /** The id of an entity, as it is stored. */
  Object idOf(Object entity) {
    return idValue(read(id(), entity));
  }

  /** An id as it is stored. */
  Object idValue(@Nullable Object id) {
    if (id == null) {
      throw new EntityMappingException(
          "an entity has no id", null, "type", type.getName(), "component", id().name());
    }
    try {
      return idScalar().encode().apply(id);
    } catch (RuntimeException unlike) {
      throw new EntityMappingException(
          "not an id of the type",
          unlike,
          "type",
          type.getName(),
          "id",
          id,
          "expected",
          id().type().getRawClass().getName());
    }
  }

  /** What a component holds in an object. */
  @Nullable
  Object read(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new EntityMappingException(
          "a component can't be read", failure, "type", type.getName(), "component", field.name());
    }
  }

  /** Makes an object of what its components hold, in their order. */
  Object create(@Nullable Object[] values) {
    try {
      return Objects.requireNonNull(creation.create(values));
    } catch (EntityException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new EntityMappingException(
          "an object can't be made of what is stored",
          failure,
          "type",
          type.getName(),
          "id",
          isEntity() ? values[idField] : "none");
    }
  }
}

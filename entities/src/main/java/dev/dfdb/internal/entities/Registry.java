package dev.dfdb.internal.entities;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.UnregisteredTypeException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every registered entity type, and the types nested in them. Immutable. */
public final class Registry {

  private final Map<Class<?>, Composition> entities;
  private final Map<Class<?>, Composition> all;
  private final Map<Keyword, Composition> items = new HashMap<>();

  private final ObjectMapper mapper;

  private Registry(
      Map<Class<?>, Composition> entities, Map<Class<?>, Composition> all, ObjectMapper mapper) {
    this.mapper = mapper;
    this.entities = entities;
    this.all = all;
    for (Composition composition : all.values()) {
      for (Field field : composition.fields()) {
        if (field.hasItems()) {
          items.put(field.attribute(), Composition.ofItems(field));
        }
      }
    }
  }

  /**
   * Looks at every class.
   *
   * @throws dev.dfdb.entities.mapping.EntityMappingException if one can't be an entity type, or two
   *     want the same attribute
   */
  public static Registry of(List<TypeDefinition> definitions, ObjectMapper mapper) {
    Introspection introspection = new Introspection(definitions, mapper);
    Map<Class<?>, Composition> all = introspection.compositions();
    Map<Class<?>, Composition> entities = new LinkedHashMap<>();
    for (TypeDefinition definition : definitions) {
      entities.put(definition.type(), Objects.requireNonNull(all.get(definition.type())));
    }
    AttributeNames.check(all.values());
    return new Registry(entities, new HashMap<>(all), mapper);
  }

  /** The registered entity types, in the order of their registration. */
  Collection<Composition> entities() {
    return entities.values();
  }

  /** Every type, those of nested objects too. */
  Collection<Composition> all() {
    return all.values();
  }

  ObjectMapper mapper() {
    return mapper;
  }

  /** The registered classes. */
  public Collection<Class<?>> classes() {
    return entities.keySet();
  }

  /** The type of the entities that belong to the one that has a component. */
  Composition nested(Field field) {
    return field.shape() instanceof Shape.Nested nested
        ? Objects.requireNonNull(all.get(nested.type()))
        : Objects.requireNonNull(items.get(field.attribute()));
  }

  /**
   * The entity type of a class, or of the class it extends.
   *
   * @throws UnregisteredTypeException if it is none
   */
  Composition entity(Class<?> type) {
    for (Class<?> known = type; known != null; known = known.getSuperclass()) {
      @Nullable Composition found = entities.get(known);
      if (found != null) {
        return found;
      }
    }
    throw new UnregisteredTypeException(
        "the class is not registered as an entity type", type, entities.keySet());
  }

  /**
   * The registered class that a class is, or extends.
   *
   * @throws UnregisteredTypeException if there is none
   */
  public Class<?> registered(Class<?> type) {
    return entity(type).type();
  }

  /**
   * The id of an entity, as the program has it.
   *
   * @throws UnregisteredTypeException if its class is not registered
   * @throws dev.dfdb.entities.mapping.EntityMappingException if it is null
   */
  public Object objectId(Object entity) {
    Composition type = entity(entity.getClass());
    type.idOf(entity);
    return Objects.requireNonNull(type.read(type.id(), entity));
  }

  /**
   * An id of a type as it is stored.
   *
   * @throws dev.dfdb.entities.mapping.EntityMappingException if it can't be one
   */
  public Object idValue(Class<?> type, Object id) {
    return entity(type).idValue(id);
  }
}

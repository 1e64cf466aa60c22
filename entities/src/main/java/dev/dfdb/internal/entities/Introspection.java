package dev.dfdb.internal.entities;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.dfdb.entities.mapping.EntityId;
import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.EntityName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at classes as Jackson does: its names, its visibility, its constructors and factory
 * methods, its annotations and those mixed in.
 */
final class Introspection {

  private static final String RESERVED = "entity";

  private final ObjectMapper mapper;
  private final Map<Class<?>, TypeDefinition> definitions = new HashMap<>();
  private final Map<Class<?>, Composition> compositions = new LinkedHashMap<>();
  private final Map<Class<?>, JavaType> nested = new HashMap<>();
  private final Deque<Class<?>> waiting = new ArrayDeque<>();

  Introspection(List<TypeDefinition> definitions, ObjectMapper mapper) {
    this.mapper = mapper;
    for (TypeDefinition definition : definitions) {
      if (this.definitions.put(definition.type(), definition) != null) {
        throw new EntityMappingException(
            "a class is registered twice", null, "type", definition.type().getName());
      }
      waiting.add(definition.type());
    }
  }

  /** The types registered, and those of the objects nested in them. */
  Map<Class<?>, Composition> compositions() {
    while (!waiting.isEmpty()) {
      Class<?> type = waiting.remove();
      if (!compositions.containsKey(type)) {
        compositions.put(type, composition(type));
      }
    }
    return compositions;
  }

  /** Whether a class is registered as an entity type. */
  boolean isEntity(Class<?> type) {
    return definitions.containsKey(type);
  }

  /**
   * Has a class looked at whose objects are nested in others.
   *
   * @throws EntityMappingException if it is nested elsewhere with other type arguments
   */
  void nest(JavaType type) {
    Class<?> raw = type.getRawClass();
    JavaType other = nested.putIfAbsent(raw, type);
    if (other != null && !other.equals(type)) {
      throw new EntityMappingException(
          "a generic class is nested with different type arguments, but has the same attributes;"
              + " use a class of its own for each, or @AsDocument",
          null,
          "type",
          type.toCanonical(),
          "other",
          other.toCanonical());
    }
    waiting.add(raw);
  }

  private JavaType javaType(Class<?> type) {
    JavaType known = nested.get(type);
    return known == null ? mapper.constructType(type) : known;
  }

  ObjectMapper mapper() {
    return mapper;
  }

  /** The name of a class in the database. */
  static String name(Class<?> type) {
    EntityName given = type.getAnnotation(EntityName.class);
    String name = given != null
        ? given.value()
        : type.getSimpleName().substring(0, 1).toLowerCase(Locale.ROOT)
            + type.getSimpleName().substring(1);
    boolean isTaken = name.equals(RESERVED) || name.equals("db") || name.startsWith("db.");
    if (name.isEmpty() || name.contains("/") || isTaken) {
      throw new EntityMappingException(
          "a type can't have this name in the database; give it another with @EntityName",
          null,
          "type",
          type.getName(),
          "name",
          name);
    }
    return name;
  }

  private Composition composition(Class<?> type) {
    @Nullable TypeDefinition definition = definitions.get(type);
    String name = definition == null || definition.name() == null ? name(type) : definition.name();
    JavaType javaType = javaType(type);
    List<BeanPropertyDefinition> properties = properties(javaType);
    List<Field> fields = new ArrayList<>();
    int idField = -1;
    for (BeanPropertyDefinition property : properties) {
      FieldIntrospection field = new FieldIntrospection(this, type, name, property, definition);
      if (definition != null && field.has(EntityId.class)) {
        idField = fields.size();
      }
      fields.add(field.field());
    }
    if (definition != null && idField < 0) {
      idField = indexOf("id", fields);
    }
    if (definition != null) {
      checkId(type, idField, fields);
      checkDefaults(definition, fields);
    }
    if (fields.isEmpty()) {
      throw new EntityMappingException(
          "a class has no component that can be read and made again", null, "type", type.getName());
    }
    return new Composition(
        type,
        name,
        List.copyOf(fields),
        idField,
        CreationIntrospection.of(type, properties),
        definition == null ? 1 : definition.version(),
        definition == null ? Map.of() : definition.migrations());
  }

  /** What can both be read of an object, and given to a new one. */
  private List<BeanPropertyDefinition> properties(JavaType type) {
    SerializationConfig writing = mapper.getSerializationConfig();
    Map<String, BeanPropertyDefinition> readable = new HashMap<>();
    BeanDescription written = writing.introspect(type);
    for (BeanPropertyDefinition property : written.findProperties()) {
      if (property.couldSerialize()) {
        readable.put(property.getName(), property);
      }
    }
    DeserializationConfig reading = mapper.getDeserializationConfig();
    List<BeanPropertyDefinition> both = new ArrayList<>();
    for (BeanPropertyDefinition property : reading.introspectForCreation(type).findProperties()) {
      boolean isReadable = readable.containsKey(property.getName());
      if (property.hasConstructorParameter() && !isReadable) {
        throw new EntityMappingException(
            "an argument of the constructor can't be read of an object: it has no getter or field",
            null,
            "type",
            type.getRawClass().getName(),
            "component",
            property.getName());
      }
      if (isReadable && property.couldDeserialize()) {
        both.add(property);
      }
    }
    return both;
  }

  /** How a component is read, which another description of the class knows. */
  BeanPropertyDefinition written(Class<?> type, String name) {
    return mapper.getSerializationConfig().introspect(javaType(type)).findProperties().stream()
        .filter(property -> property.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int indexOf(String name, List<Field> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static void checkId(Class<?> type, int idField, List<Field> fields) {
    if (idField < 0) {
      throw new EntityMappingException(
          "an entity type has a component named id, or one with @EntityId",
          null,
          "type",
          type.getName(),
          "components",
          fields.stream().map(Field::name).toList());
    }
    Field id = fields.get(idField);
    if (id.holding() != Holding.ONE || !(id.shape() instanceof Shape.Plain)) {
      throw new EntityMappingException(
          "an id is one plain value, such as a string, a number or a UUID",
          null,
          "type",
          type.getName(),
          "component",
          id.name());
    }
  }

  private static void checkDefaults(TypeDefinition definition, List<Field> fields) {
    for (String name : definition.defaults().keySet()) {
      if (indexOf(name, fields) < 0) {
        throw new EntityMappingException(
            "a default is given for what is no component",
            null,
            "type",
            definition.type().getName(),
            "component",
            name,
            "components",
            fields.stream().map(Field::name).toList());
      }
    }
  }
}

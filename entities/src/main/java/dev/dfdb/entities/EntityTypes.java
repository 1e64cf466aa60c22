package dev.dfdb.entities;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dfdb.internal.entities.Registry;
import dev.dfdb.internal.entities.TypeDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The entity types of a program. Immutable, and safe from any thread. */
public final class EntityTypes {

  private final Registry registry;

  private EntityTypes(Registry registry) {
    this.registry = registry;
  }

  /**
   * Registers classes.
   *
   * @throws dev.dfdb.entities.mapping.EntityMappingException if one can't be an entity type
   */
  public static EntityTypes of(Class<?>... types) {
    Builder builder = builder();
    Arrays.stream(types).forEach(builder::register);
    return builder.build();
  }

  /** Begins a registration. */
  public static Builder builder() {
    return new Builder();
  }

  /** The registered classes. */
  public Set<Class<?>> types() {
    return Set.copyOf(registry.classes());
  }

  Registry registry() {
    return registry;
  }

  /** Collects types. Belongs to one thread. */
  public static final class Builder {

    private final List<TypeDefinition> definitions = new ArrayList<>();
    private ObjectMapper mapper = JsonMapper.builder().build();

    private Builder() {}

    /** Registers a class as it is. */
    public Builder register(Class<?> type) {
      return register(EntityType.of(type));
    }

    /** Registers a type. */
    public Builder register(EntityType<?> type) {
      definitions.add(type.definition());
      return this;
    }

    /**
     * The mapper whose configuration, modules and mix-ins say how classes are looked at, and which
     * writes documents. Copied. Without one, it is Jackson's usual.
     */
    public Builder mapper(ObjectMapper given) {
      this.mapper = given.copy();
      return this;
    }

    /**
     * Ends the registration.
     *
     * @throws dev.dfdb.entities.mapping.EntityMappingException if a class can't be an entity type,
     *     or two have the same name
     */
    public EntityTypes build() {
      return new EntityTypes(Registry.of(definitions, mapper));
    }
  }
}

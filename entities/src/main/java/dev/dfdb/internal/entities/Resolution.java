package dev.dfdb.internal.entities;

import dev.dfdb.Db;
import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.EntityMappingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the names of a registry mean in a database. Belongs to one thread. */
final class Resolution {

  /** The id of what is not there. */
  static final long NONE = -1;

  private final Db db;
  private final Map<Keyword, Long> ids = new HashMap<>();
  private final Map<Constants, Map<Long, Object>> constants = new HashMap<>();

  Resolution(Db db) {
    this.db = db;
  }

  Db db() {
    return db;
  }

  /** The entity id of an ident, or {@link #NONE}. */
  long id(Keyword ident) {
    Long known = ids.get(ident);
    if (known == null) {
      Long found = db.entid(ident);
      known = found == null ? NONE : found;
      ids.put(ident, known);
    }
    return known;
  }

  /** The id of a component's attribute, also by a former name, or {@link #NONE}. */
  long id(Field field) {
    long id = id(field.attribute());
    for (Keyword former : field.formerAttributes()) {
      id = id == NONE ? id(former) : id;
    }
    return id;
  }

  /** The entity of a type that has an id, or {@link #NONE}. */
  long entity(Composition type, Object id) {
    return find(type.id().attribute(), id(type.id()), id);
  }

  /** The entity that has a value for a unique attribute, or {@link #NONE}. */
  long find(Keyword attribute, long attributeId, Object value) {
    if (attributeId == NONE) {
      return NONE;
    }
    Keyword name = attribute;
    if (id(attribute) == NONE) {
      name = db.ident(attributeId);
    }
    Long found = name == null ? null : db.entid(List.of(name, value));
    return found == null ? NONE : found;
  }

  /** The ident of a constant, as an entity. */
  long id(Constants all, @Nullable Object constant) {
    Keyword ident = all.idents().get(constant);
    return ident == null ? NONE : id(ident);
  }

  /**
   * The constant that an entity is.
   *
   * @throws EntityMappingException if it is none
   */
  Object constant(Constants all, long e) {
    Map<Long, Object> known = constants.computeIfAbsent(all, this::resolve);
    Object constant = known.get(e);
    if (constant == null) {
      constant = all.other();
    }
    if (constant == null) {
      throw new EntityMappingException(
          "the enum has no such constant; give it one, or an alias to another",
          null,
          "enum",
          all.type().getName(),
          "stored",
          db.ident(e),
          "constants",
          all.idents().values());
    }
    return constant;
  }

  private Map<Long, Object> resolve(Constants all) {
    Map<Long, Object> found = new HashMap<>();
    all.formerIdents().forEach((ident, constant) -> found.put(id(ident), constant));
    all.idents().forEach((constant, ident) -> found.put(id(ident), constant));
    found.remove(NONE);
    return found;
  }
}

package dev.dfdb.entities;

import dev.dfdb.Db;
import dev.dfdb.internal.entities.History;
import dev.dfdb.internal.entities.Loading;
import dev.dfdb.internal.entities.Registry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The entities of a database value. Made by {@link Entities#view(Db)}; answers the same at any
 * time, as the value does, and can be read as long as that. Immutable, and safe from any thread.
 */
public final class EntityView {

  private final Registry registry;
  private final Db db;

  EntityView(Registry registry, Db db) {
    this.registry = registry;
    this.db = db;
  }

  /**
   * The entities as they were right after a transaction.
   *
   * @param point a t, the entity id of a transaction, or an {@link java.time.Instant}, as
   *     {@link Db#asOf(Object)} takes it
   */
  public EntityView asOf(Object point) {
    return new EntityView(registry, db.asOf(point));
  }

  /**
   * The entities of all registered types.
   *
   * @throws dev.dfdb.entities.mapping.EntityException if one can't be made of what is stored
   */
  public LoadedEntities all() {
    return new LoadedEntities(
        db.asOfT().orElse(db.basisT()), Loading.all(registry, List.copyOf(registry.classes()), db));
  }

  /**
   * The entities of a type, in the order in which they were first saved.
   *
   * @throws dev.dfdb.entities.mapping.UnregisteredTypeException if it is not registered
   * @throws dev.dfdb.entities.mapping.EntityException if one can't be made of what is stored
   */
  @SuppressWarnings("unchecked") // what is made of a type's entities are objects of its class
  public <T> List<T> all(Class<T> type) {
    return (List<T>) Objects.requireNonNull(
        Loading.all(registry, List.of(type), db).get(registry.registered(type)));
  }

  /**
   * The entity of a type that has an id.
   *
   * @throws dev.dfdb.entities.mapping.EntityException if it can't be made of what is stored, or
   *     nothing of the type can have the id
   */
  public <T> Optional<T> find(Class<T> type, Object id) {
    return Optional.ofNullable(Loading.one(registry, type, id, db)).map(type::cast);
  }

  /**
   * What an entity was, from its first version to its last, up to the time that this shows. A
   * version for each transaction that changed it or what belongs to it; what it refers to is as it
   * was at that time.
   *
   * @return empty if there never was one; of what is no longer kept of the past, nothing
   * @throws dev.dfdb.entities.mapping.EntityException if one can't be made of what is stored
   */
  public <T> List<EntityVersion<T>> history(Class<T> type, Object id) {
    return History.of(registry, type, id, db).stream()
        .map(version -> new EntityVersion<>(
            version.t(),
            version.instant(),
            Optional.ofNullable(version.entity()).map(type::cast)))
        .toList();
  }
}

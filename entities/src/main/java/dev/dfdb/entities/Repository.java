package dev.dfdb.entities;

import java.util.Collection;

/**
 * Where a program keeps its entities of one type in memory. Called by {@link Repositories}, by the
 * thread that calls that.
 *
 * @param <T> the class of the entities
 */
public interface Repository<T> {

  /** Takes the place of everything it has: the state of a namespace. */
  void restore(Collection<T> entities);

  /** Everything it has. */
  Collection<T> entities();

  /** Takes an entity, in the place of the one with the same id. */
  void set(T entity);

  /** Lets go of the entity with an id, if it has it. */
  void unset(Object id);
}

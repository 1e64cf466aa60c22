package dev.dfdb.conformance.entity;

import dev.dfdb.entities.Repository;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A repository that keeps entities in the order in which they came.
 *
 * @param <T> the class of the entities
 */
public final class Listed<T> implements Repository<T> {

  private final Function<T, Object> id;
  private final Map<Object, T> byId = new LinkedHashMap<>();

  /** An empty one for entities of which a function gives the id. */
  public Listed(Function<T, Object> id) {
    this.id = id;
  }

  @Override
  public void restore(Collection<T> entities) {
    byId.clear();
    entities.forEach(this::set);
  }

  @Override
  public List<T> entities() {
    return List.copyOf(byId.values());
  }

  @Override
  public void set(T entity) {
    byId.put(id.apply(entity), entity);
  }

  @Override
  public void unset(Object gone) {
    byId.remove(gone);
  }
}

package dev.dfdb.entities;

import dev.dfdb.entities.mapping.UnregisteredTypeException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entities of all registered types, as they were at one moment. What refers to an entity holds
 * the same object that stands here. Immutable.
 */
public final class LoadedEntities {

  private final long t;
  private final Map<Class<?>, List<Object>> byType;

  LoadedEntities(long t, Map<Class<?>, List<Object>> byType) {
    this.t = t;
    this.byType = new LinkedHashMap<>(byType);
  }

  /** The number of the last transaction that they show. */
  public long t() {
    return t;
  }

  /**
   * Those of a type, in the order in which they were first saved.
   *
   * @throws UnregisteredTypeException if it is not registered
   */
  @SuppressWarnings("unchecked") // under a class are objects of it
  public <T> List<T> of(Class<T> type) {
    @Nullable List<Object> found = byType.get(type);
    if (found == null) {
      throw new UnregisteredTypeException(
          "the class is not registered as an entity type", type, byType.keySet());
    }
    return (List<T>) Collections.unmodifiableList(found);
  }

  /** All of them, type by type. */
  public Stream<Object> stream() {
    return byType.values().stream().flatMap(List::stream);
  }

  /** How many there are. */
  public int size() {
    return byType.values().stream().mapToInt(List::size).sum();
  }
}

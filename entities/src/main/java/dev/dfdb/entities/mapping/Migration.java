package dev.dfdb.entities.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings what was stored of an entity by one version of its type to the next version. Called while
 * entities are loaded, by any thread, and nothing is stored by that: the entity is stored in its
 * new form when it is next saved.
 */
@FunctionalInterface
public interface Migration {

  /**
   * What an entity is in the next version.
   *
   * @param stored the values by the names of components, also of those the type no longer has;
   *     without what is absent. A list for lists, a set for sets, a map for a nested object, a
   *     {@link dev.dfdb.edn.Keyword} for a constant of an enum, and the entity id for a reference.
   *     It can be changed.
   * @return the values of the next version, in the same form; may be the same map
   */
  Map<String, @Nullable Object> migrate(Map<String, @Nullable Object> stored);
}

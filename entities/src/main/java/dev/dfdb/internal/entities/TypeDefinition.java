package dev.dfdb.internal.entities;

import dev.dfdb.entities.mapping.Migration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program says of an entity type beyond its class.
 *
 * @param type the class
 * @param name its name; null for what the class says
 * @param version its version, from 1 on
 * @param migrations for a version, what leads to the next
 * @param defaults for the name of a component, what takes the place of what is absent
 * @param retention the {@code :db/historyRetention} of all its attributes; null for what the class
 *     says
 */
public record TypeDefinition(
    Class<?> type,
    @Nullable String name,
    int version,
    Map<Integer, Migration> migrations,
    Map<String, Object> defaults,
    @Nullable Object retention) {

  /** Copies the maps. */
  public TypeDefinition {
    migrations = Map.copyOf(migrations);
    defaults = Map.copyOf(defaults);
  }
}

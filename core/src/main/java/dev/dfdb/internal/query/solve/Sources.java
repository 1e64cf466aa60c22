package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.SourceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The databases and collections of one run, by name. Within a rule, the default source is that of
 * the caller. Immutable.
 */
public final class Sources {

  private final Map<SourceName, Object> byName;
  private final SourceName defaultName;

  private Sources(Map<SourceName, Object> byName, SourceName defaultName) {
    this.byName = byName;
    this.defaultName = defaultName;
  }

  /** Copies a map to databases, which are DatomSources, and to Iterables of rows. */
  public static Sources of(Map<SourceName, Object> byName) {
    return new Sources(Map.copyOf(byName), SourceName.DEFAULT);
  }

  /** The source with a name, or null. */
  @Nullable
  Object find(SourceName name) {
    return byName.get(actual(name));
  }

  /** The source with a name. */
  Object get(SourceName name, Origin origin) {
    Object source = find(name);
    if (source == null) {
      throw origin.error(
          "A source that isn't among the inputs",
          Map.of("source", name, "known", byName.keySet(), "expected", name + " in :in"));
    }
    return source;
  }

  /** These sources with another default. */
  Sources withDefault(SourceName name) {
    SourceName actual = actual(name);
    return actual.equals(defaultName) ? this : new Sources(byName, actual);
  }

  private SourceName actual(SourceName name) {
    return name.equals(SourceName.DEFAULT) ? defaultName : name;
  }

  /** Whether the other has the same sources by the same names; contents aren't compared. */
  @Override
  @SuppressWarnings("ReferenceEquality") // all sources of one run share the map
  public boolean equals(@Nullable Object other) {
    return other instanceof Sources that
        && byName == that.byName
        && defaultName.equals(that.defaultName);
  }

  @Override
  public int hashCode() {
    return defaultName.hashCode();
  }
}

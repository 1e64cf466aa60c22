package dev.dfdb.internal.entities;

import dev.dfdb.AttributeInfo;
import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.Migration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings entities that former versions of their type saved to its present version. */
final class Migrating {

  private final Registry registry;
  private final Resolution resolution;
  private final Decoding decoding;

  Migrating(Registry registry, Resolution resolution, Decoding decoding) {
    this.registry = registry;
    this.resolution = resolution;
    this.decoding = decoding;
  }

  /** Replaces the rows of former versions, and refuses those of later ones. */
  void bringUp(Rows rows) {
    Composition type = rows.type();
    for (int row = 0; row < rows.size(); row++) {
      Object stored = rows.extra(row) < 0 ? null : (Object) rows.extra(row);
      Versions.check(type, stored, rows.id(row));
      int version = Versions.of(stored);
      if (version < type.version() && !type.migrations().isEmpty()) {
        Map<String, @Nullable Object> values = read(rows.id(row), type.name());
        for (int from = version; from < type.version(); from++) {
          Migration migration = type.migrations().get(from);
          values = migration == null ? values : migrated(migration, type, from, values);
        }
        rows.replace(row, new Binding(registry, resolution, decoding).row(type, values));
      }
    }
  }

  private static Map<String, @Nullable Object> migrated(
      Migration migration, Composition type, int from, Map<String, @Nullable Object> values) {
    try {
      return migration.migrate(values);
    } catch (RuntimeException failure) {
      throw new EntityMappingException(
          "a migration failed",
          failure,
          "type",
          type.type().getName(),
          "from version",
          from,
          "values",
          values);
    }
  }

  /** Everything that an entity has in a namespace, by name; with a null namespace in any. */
  private Map<String, @Nullable Object> read(long e, @Nullable String namespace) {
    Map<AttributeInfo, List<Object>> found = new LinkedHashMap<>();
    for (Datom datom : StoredForms.datoms(resolution.db(), e)) {
      AttributeInfo attribute = resolution.db().attribute(datom.a());
      if (attribute != null
          && (namespace == null || namespace.equals(attribute.ident().namespace()))) {
        found.computeIfAbsent(attribute, a -> new ArrayList<>(1)).add(datom.v());
      }
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    found.forEach((attribute, all) -> values.put(attribute.ident().name(), held(attribute, all)));
    return values;
  }

  private @Nullable Object held(AttributeInfo attribute, List<Object> values) {
    boolean isMany = attribute.cardinality().name().equals("many");
    if (isMany && attribute.tuple() instanceof AttributeInfo.Tuple.Heterogeneous) {
      return positioned(values);
    }
    if (attribute.isComponent()) {
      return parts(values, isMany);
    }
    boolean isRef =
        attribute.valueType() != null && attribute.valueType().name().equals("ref");
    List<Object> plain = new ArrayList<>(values.size());
    for (Object value : values) {
      Keyword ident = isRef ? resolution.db().ident(value) : null;
      plain.add(ident == null ? value : ident);
    }
    return isMany ? new LinkedHashSet<>(plain) : plain.get(0);
  }

  private static List<@Nullable Object> positioned(List<Object> values) {
    List<List<?>> pairs = new ArrayList<>();
    values.forEach(value -> pairs.add((List<?>) value));
    pairs.sort(Comparator.comparingLong(pair -> pair.get(0) instanceof Long at ? at : 0));
    List<@Nullable Object> list = new ArrayList<>();
    pairs.forEach(pair -> list.add(pair.get(1)));
    return list;
  }

  private @Nullable Object parts(List<Object> values, boolean isMany) {
    List<Map<String, @Nullable Object>> parts = new ArrayList<>();
    boolean isList = false;
    for (Object e : values) {
      Map<String, @Nullable Object> part = read((Long) e, null);
      isList |= part.containsKey(Composition.POSITION.name());
      part.remove(Composition.EMPTY.name());
      parts.add(part);
    }
    if (!isMany) {
      return parts.get(0);
    }
    if (!isList) {
      Set<Object> set = new LinkedHashSet<>(parts);
      return set;
    }
    String position = Composition.POSITION.name();
    parts.sort(Comparator.comparingLong(part -> part.get(position) instanceof Long at ? at : 0));
    List<@Nullable Object> list = new ArrayList<>();
    for (Map<String, @Nullable Object> part : parts) {
      part.remove(position);
      list.add(part.size() == 1 && part.containsKey("item") ? part.get("item") : part);
    }
    return list;
  }
}

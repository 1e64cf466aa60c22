package dev.dfdb.internal.entities;

import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.EntityMappingException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Sees to it that no two types, and no enum beside them, mean different things by one name. */
final class AttributeNames {

  private final Map<Keyword, Class<?>> owners = new HashMap<>();
  private final Map<String, Class<?>> namespaces = new HashMap<>();

  private AttributeNames() {}

  static void check(Collection<Composition> compositions) {
    AttributeNames names = new AttributeNames();
    for (Composition composition : compositions) {
      names.own(composition.name(), composition.type());
      composition.fields().forEach(field -> names.own(field.attribute(), composition.type()));
    }
    for (Composition composition : compositions) {
      for (Field field : composition.fields()) {
        if (field.shape() instanceof Shape.Enumerated enumerated) {
          Constants constants = enumerated.constants();
          constants.all().forEach(ident -> names.own(ident, constants.type()));
        }
      }
    }
  }

  private void own(String namespace, Class<?> type) {
    Class<?> other = namespaces.putIfAbsent(namespace, type);
    if (other != null && other != type) {
      throw conflict(namespace, type, other);
    }
  }

  private void own(Keyword name, Class<?> type) {
    Class<?> other = owners.putIfAbsent(name, type);
    if (other != null && other != type) {
      throw conflict(name, type, other);
    }
  }

  private static EntityMappingException conflict(Object name, Class<?> type, Class<?> other) {
    return new EntityMappingException(
        "two types have the same name in the database; give one another with @EntityName",
        null,
        "name",
        name,
        "type",
        type.getName(),
        "other",
        other.getName());
  }
}

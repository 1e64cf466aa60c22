package dev.dfdb.internal.entities;

import dev.dfdb.AttributeInfo;
import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.EntityMappingException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The versions of types that entities were saved by. */
final class Versions {

  private Versions() {}

  /** The version that is stored of an entity; the first is not. */
  static int of(@Nullable Object stored) {
    return stored == null ? 1 : Math.toIntExact((Long) stored);
  }

  /** Checks that an entity was saved by no later version of its type than this. */
  static void check(Composition type, @Nullable Object stored, long e) {
    if (of(stored) > type.version()) {
      throw new EntityMappingException(
          "an entity was saved by a later version of its type",
          null,
          "type",
          type.type().getName(),
          "entity",
          e,
          "saved by version",
          stored,
          "this version",
          type.version());
    }
  }

  /** Takes away what the type no longer has, when an entity of a former version is saved. */
  static void retractFormer(Composition type, Form is, Resolution resolution, List<Object> forms) {
    if (of(is.single(Composition.VERSION)) == type.version()) {
      return;
    }
    Set<Long> known = new HashSet<>();
    type.fields().forEach(field -> known.add(resolution.id(field)));
    Set<Long> former = new HashSet<>();
    for (Datom datom : StoredForms.datoms(resolution.db(), is.e())) {
      Keyword ident = known.contains(datom.a()) ? null : resolution.db().ident(datom.a());
      if (ident != null && type.name().equals(ident.namespace())) {
        if (isComponent(datom.a(), resolution)) {
          forms.add(List.of(":db/retractEntity", datom.v()));
        } else if (former.add(datom.a())) {
          forms.add(List.of(":db/retract", is.e(), ident));
        }
      }
    }
  }

  private static boolean isComponent(long attribute, Resolution resolution) {
    AttributeInfo known = resolution.db().attribute(attribute);
    return known != null && known.isComponent();
  }
}

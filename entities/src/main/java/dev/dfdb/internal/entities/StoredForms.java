package dev.dfdb.internal.entities;

import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is stored of single entities into forms. Belongs to one thread. */
final class StoredForms {

  private final Registry registry;
  private final Resolution resolution;
  private final Map<Composition, Map<Long, Place>> places = new HashMap<>();

  /** The attribute of a type that an id is; without a component for what is not the type's. */
  private record Place(Keyword attribute, @Nullable Field field) {}

  StoredForms(Registry registry, Resolution resolution) {
    this.registry = registry;
    this.resolution = resolution;
  }

  /** What an entity has of the attributes of its type. */
  Form read(Composition type, long e) {
    return form(type, e);
  }

  private Form form(Composition type, long e) {
    Map<Long, Place> known = places.computeIfAbsent(type, this::places);
    Form form = Form.of(e);
    List<Datom> datoms = datoms(resolution.db(), e);
    for (Datom datom : datoms) {
      Place place = known.get(datom.a());
      if (place != null) {
        Field field = place.field();
        Object value = field != null && field.isComponent()
            ? form(registry.nested(field), (Long) datom.v())
            : datom.v();
        form.add(place.attribute(), value);
      }
    }
    return form;
  }

  private Map<Long, Place> places(Composition type) {
    Map<Long, Place> found = new HashMap<>();
    for (Field field : type.fields()) {
      found.put(resolution.id(field), new Place(field.attribute(), field));
    }
    List<Keyword> common = List.of(
        Composition.VERSION, Composition.TIMESTAMP, Composition.POSITION, Composition.EMPTY);
    common.forEach(ident -> found.put(resolution.id(ident), new Place(ident, null)));
    found.remove(Resolution.NONE);
    return found;
  }

  static List<Datom> datoms(Db db, long e) {
    try (Stream<Datom> datoms = db.datoms(Index.EAVT, e)) {
      return datoms.toList();
    }
  }
}

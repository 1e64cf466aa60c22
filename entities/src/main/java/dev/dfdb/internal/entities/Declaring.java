package dev.dfdb.internal.entities;

import dev.dfdb.AttributeInfo;
import dev.dfdb.Db;
import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.SchemaConflictException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a schema lacks for the types of a registry. Belongs to one thread. */
public final class Declaring {

  private static final Keyword IDENT = db("ident");
  private static final Keyword VALUE_TYPE = db("valueType");
  private static final Keyword CARDINALITY = db("cardinality");
  private static final Keyword UNIQUE = db("unique");
  private static final Keyword IS_COMPONENT = db("isComponent");
  private static final Keyword TUPLE_TYPES = db("tupleTypes");
  private static final Keyword RETENTION = db("historyRetention");
  private static final Keyword REF = type("ref");
  private static final Keyword LONG = type("long");

  private final Registry registry;
  private final Db db;
  private final List<Object> forms = new ArrayList<>();

  private Declaring(Registry registry, Db db) {
    this.registry = registry;
    this.db = db;
  }

  /**
   * The forms of a transaction that declares what is missing; none if nothing is.
   *
   * @throws SchemaConflictException if something is there and different
   */
  public static List<Object> forms(Registry registry, Db db) {
    Declaring declaring = new Declaring(registry, db);
    declaring.declareAll();
    return declaring.forms;
  }

  private void declareAll() {
    common(Composition.VERSION, LONG, "the version of a type that saved the entity");
    common(Composition.TIMESTAMP, type("instant"), "for when the entity was set or unset");
    common(Composition.POSITION, LONG, "the position of an element of a list");
    common(Composition.EMPTY, type("boolean"), "a nested object of which all is absent");
    for (Composition type : registry.all()) {
      if (type.isEntity()) {
        Wanted unset = new Wanted(type.idScalar().valueType());
        declare(type.unsetAttribute(), List.of(), unset.unique());
      }
      type.fields().forEach(field -> declare(type, field));
    }
  }

  private void common(Keyword ident, Keyword valueType, String doc) {
    declare(ident, List.of(), new Wanted(valueType).doc(doc));
  }

  /** What an attribute is to be. */
  private record Wanted(Map<Keyword, Object> facts) {
    Wanted(@Nullable Keyword valueType) {
      this(new LinkedHashMap<>());
      if (valueType != null) {
        facts.put(VALUE_TYPE, valueType);
      }
      facts.put(CARDINALITY, Keyword.of("db.cardinality", "one"));
    }

    Wanted with(Keyword attribute, Object value) {
      facts.put(attribute, value);
      return this;
    }

    Wanted unique() {
      return with(UNIQUE, Keyword.of("db.unique", "identity"));
    }

    Wanted doc(String doc) {
      return with(db("doc"), doc);
    }
  }

  private void declare(Composition type, Field field) {
    Wanted wanted = wanted(field);
    if (field.holding().isMany()) {
      wanted.with(CARDINALITY, Keyword.of("db.cardinality", "many"));
    }
    if (type.isEntity() && type.id().equals(field)) {
      wanted.unique();
    }
    if (field.retention() != null) {
      wanted.with(RETENTION, field.retention());
    }
    declare(field.attribute(), field.formerAttributes(), wanted);
    if (field.hasItems()) {
      Wanted item = new Wanted(REF);
      if (field.retention() != null) {
        item.with(RETENTION, field.retention());
      }
      declare(field.item(), List.of(), item);
    }
    if (field.shape() instanceof Shape.Enumerated enumerated) {
      declare(enumerated.constants());
    }
  }

  private static Wanted wanted(Field field) {
    if (field.isComponent()) {
      return new Wanted(REF).with(IS_COMPONENT, true);
    }
    if (field.hasPositionedValues()) {
      Keyword element = ((Shape.Plain) field.shape()).scalar().valueType();
      return new Wanted(type("tuple")).with(TUPLE_TYPES, List.of(LONG, element));
    }
    return field.shape() instanceof Shape.Plain plain
        ? new Wanted(plain.scalar().valueType())
        : new Wanted(field.shape() instanceof Shape.Document ? null : REF);
  }

  private void declare(Constants constants) {
    constants.formerIdents().forEach((former, constant) -> {
      Keyword ident = Objects.requireNonNull(constants.idents().get(constant));
      if (db.entid(ident) == null && db.entid(former) != null) {
        forms.add(List.of(":db/add", former, IDENT, ident));
      }
    });
    constants.idents().forEach((constant, ident) -> {
      boolean isRenamed = constants.formerIdents().entrySet().stream()
          .anyMatch(
              former -> former.getValue().equals(constant) && db.entid(former.getKey()) != null);
      Map<Keyword, Object> form = Map.of(IDENT, ident);
      if (db.entid(ident) == null && !isRenamed && !forms.contains(form)) {
        forms.add(form);
      }
    });
  }

  private void declare(Keyword ident, List<Keyword> former, Wanted wanted) {
    AttributeInfo known = db.attribute(ident);
    Keyword name = ident;
    for (Keyword other : former) {
      if (known == null) {
        known = db.attribute(other);
        name = other;
      }
    }
    if (known == null) {
      Map<Keyword, Object> form = new LinkedHashMap<>();
      form.put(IDENT, ident);
      form.putAll(wanted.facts());
      forms.add(form);
      return;
    }
    if (!name.equals(ident)) {
      forms.add(List.of(":db/add", name, IDENT, ident));
    }
    Map<Keyword, Object> stated = stated(known);
    Map<Keyword, Object> missing = new LinkedHashMap<>(wanted.facts());
    missing.remove(db("doc"));
    missing.entrySet().removeIf(fact -> fact.getValue().equals(stated.get(fact.getKey())));
    Object retention = missing.remove(RETENTION);
    if (!missing.isEmpty() || !isNeeded(stated, wanted.facts())) {
      throw new SchemaConflictException(
          "the database has the attribute of a component, and otherwise than the type needs it;"
              + " give the component another name, and a migration if its values are to be kept",
          null,
          "attribute",
          ident,
          "in the database",
          stated,
          "needed",
          wanted.facts());
    }
    if (retention != null) {
      forms.add(List.of(":db/add", name, RETENTION, retention));
    }
  }

  /** Whether all that restricts the attribute is asked for. */
  private static boolean isNeeded(Map<Keyword, Object> stated, Map<Keyword, Object> wanted) {
    return List.of(VALUE_TYPE, UNIQUE, IS_COMPONENT, TUPLE_TYPES).stream()
        .allMatch(fact -> Objects.equals(stated.get(fact), wanted.get(fact)));
  }

  private static Map<Keyword, Object> stated(AttributeInfo known) {
    Map<Keyword, Object> stated = new LinkedHashMap<>();
    if (known.valueType() != null) {
      stated.put(VALUE_TYPE, known.valueType());
    }
    stated.put(CARDINALITY, known.cardinality());
    if (known.unique() != null) {
      stated.put(UNIQUE, known.unique());
    }
    if (known.isComponent()) {
      stated.put(IS_COMPONENT, true);
    }
    if (known.tuple() instanceof AttributeInfo.Tuple.Heterogeneous tuple) {
      stated.put(TUPLE_TYPES, tuple.types());
    }
    return stated;
  }

  private static Keyword db(String name) {
    return Keyword.of("db", name);
  }

  private static Keyword type(String name) {
    return Keyword.of("db.type", name);
  }
}

package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The attributes, and all else that has an ident, as live facts define them. Immutable. */
final class OracleSchema {

  private static final Keyword IDENT = Keyword.of(":db/ident");
  private static final Keyword FORMER_IDENTS = Keyword.of(":db/formerIdents");
  private static final Keyword PREDICATES = Keyword.of(":db.attr/preds");

  private final Map<Keyword, OracleAttribute> byIdent = new HashMap<>();
  private final Map<Long, OracleAttribute> byId = new HashMap<>();
  private final Map<Keyword, Long> byFormerIdent = new HashMap<>();

  /** Reads the schema out of facts. */
  OracleSchema(Facts facts) {
    Map<Long, Keyword> idents = new HashMap<>();
    long ident = identAttribute(facts);
    for (Fact fact : facts.of(ident)) {
      idents.put(fact.e(), (Keyword) fact.v());
    }
    Map<Long, Map<String, Object>> described = new HashMap<>();
    for (Fact fact : facts.all()) {
      Keyword attribute = idents.get(fact.a());
      if (attribute != null && "db".equals(attribute.namespace())) {
        described.computeIfAbsent(fact.e(), e -> new HashMap<>()).put(attribute.name(), fact.v());
      }
    }
    long predicates = idOf(idents, PREDICATES);
    idents.forEach((id, name) -> {
      Map<String, Object> description = described.getOrDefault(id, Map.of());
      put(new OracleAttribute(
          id,
          name,
          name(idents, description.get("valueType")),
          "many".equals(name(idents, description.get("cardinality"))),
          name(idents, description.get("unique")),
          Boolean.TRUE.equals(description.get("isComponent")),
          Boolean.TRUE.equals(description.get("noHistory")),
          facts.values(id, predicates).stream().map(Object::toString).collect(Collectors.toSet()),
          null));
    });
    for (Fact fact : facts.of(id(FORMER_IDENTS.toString()))) {
      if (byId.containsKey(fact.e())) {
        byFormerIdent.put((Keyword) fact.v(), fact.e());
      }
    }
    // The elements of composite tuples have the types of other attributes.
    described.forEach((id, description) -> {
      OracleAttribute attribute = byId.get(id);
      OracleTuple tuple = tuple(description);
      if (attribute != null && tuple != null) {
        put(attribute.withTuple(tuple));
      }
    });
  }

  private void put(OracleAttribute attribute) {
    byIdent.put(attribute.ident(), attribute);
    byId.put(attribute.id(), attribute);
  }

  private @Nullable OracleTuple tuple(Map<String, Object> description) {
    if (description.get("tupleAttrs") instanceof List<?> names) {
      List<Long> parts = new ArrayList<>();
      List<@Nullable String> types = new ArrayList<>();
      for (Object name : names) {
        OracleAttribute part = name instanceof Keyword ident ? attribute(ident) : null;
        parts.add(part == null ? -1 : part.id());
        types.add(part == null ? null : part.type());
      }
      return new OracleTuple.Composite(parts, types);
    }
    if (description.get("tupleTypes") instanceof List<?> names) {
      List<@Nullable String> types = new ArrayList<>();
      names.forEach(name -> types.add(name instanceof Keyword type ? type.name() : null));
      return new OracleTuple.Each(types);
    }
    return description.get("tupleType") instanceof Keyword type
        ? new OracleTuple.Alike(type.name())
        : null;
  }

  private static long idOf(Map<Long, Keyword> idents, Keyword ident) {
    for (Map.Entry<Long, Keyword> named : idents.entrySet()) {
      if (named.getValue().equals(ident)) {
        return named.getKey();
      }
    }
    throw new IllegalArgumentException("there is no " + ident);
  }

  /** The attribute that names itself. */
  private static long identAttribute(Facts facts) {
    for (Fact fact : facts.all()) {
      if (fact.e() == fact.a() && fact.v().equals(IDENT)) {
        return fact.a();
      }
    }
    throw new IllegalArgumentException("there is no " + IDENT);
  }

  private static @Nullable String name(Map<Long, Keyword> idents, @Nullable Object id) {
    Keyword ident = id instanceof Long known ? idents.get(known) : null;
    return ident == null ? null : ident.name();
  }

  /** The attribute that has an ident, or had it and nobody took it since. */
  @Nullable
  OracleAttribute attribute(Keyword ident) {
    OracleAttribute attribute = byIdent.get(ident);
    Long renamed = byFormerIdent.get(ident);
    return attribute != null ? attribute : renamed == null ? null : byId.get(renamed);
  }

  /** The names that still mean an attribute, its ident first. */
  List<Keyword> names(OracleAttribute attribute) {
    List<Keyword> names = new ArrayList<>();
    byFormerIdent.forEach((name, renamed) -> {
      if (renamed == attribute.id()) {
        names.add(name);
      }
    });
    Collections.sort(names);
    names.add(0, attribute.ident());
    return names;
  }

  @Nullable
  OracleAttribute attribute(long id) {
    return byId.get(id);
  }

  /** The id of an ident that there is. */
  long id(String ident) {
    OracleAttribute named = byIdent.get(Keyword.of(ident));
    if (named == null) {
      throw new IllegalArgumentException("there is no " + ident);
    }
    return named.id();
  }

  Collection<OracleAttribute> attributes() {
    return byIdent.values();
  }

  /** The attributes whose tuples are made of the values of others. */
  List<OracleAttribute> composites() {
    return byIdent.values().stream().filter(OracleAttribute::isComposite).toList();
  }

  boolean isRef(long id) {
    OracleAttribute attribute = byId.get(id);
    return attribute != null && attribute.isRef();
  }
}

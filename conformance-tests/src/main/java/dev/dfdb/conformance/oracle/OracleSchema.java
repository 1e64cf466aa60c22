package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes, and all else that has an ident, as live facts define them. Immutable. */
final class OracleSchema {

  private static final Keyword IDENT = Keyword.of(":db/ident");
  private static final Keyword FORMER_IDENTS = Keyword.of(":db/formerIdents");

  private final Map<Keyword, OracleAttribute> byIdent = new HashMap<>();
  private final Map<Long, OracleAttribute> byId = new HashMap<>();
  private final Map<Keyword, OracleAttribute> byFormerIdent = new HashMap<>();

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
    idents.forEach((id, name) -> {
      Map<String, Object> description = described.getOrDefault(id, Map.of());
      OracleAttribute attribute = new OracleAttribute(
          id,
          name,
          name(idents, description.get("valueType")),
          "many".equals(name(idents, description.get("cardinality"))),
          name(idents, description.get("unique")),
          Boolean.TRUE.equals(description.get("isComponent")),
          description.get("tupleTypes") instanceof List<?> types
              ? types.stream().map(type -> ((Keyword) type).name()).toList()
              : null,
          Boolean.TRUE.equals(description.get("noHistory")));
      byIdent.put(name, attribute);
      byId.put(id, attribute);
    });
    for (Fact fact : facts.of(id(FORMER_IDENTS.toString()))) {
      OracleAttribute renamed = byId.get(fact.e());
      if (renamed != null) {
        byFormerIdent.put((Keyword) fact.v(), renamed);
      }
    }
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
    return attribute != null ? attribute : byFormerIdent.get(ident);
  }

  /** The names that still mean an attribute, its ident first. */
  List<Keyword> names(OracleAttribute attribute) {
    List<Keyword> names = new ArrayList<>();
    byFormerIdent.forEach((name, renamed) -> {
      if (renamed.id() == attribute.id()) {
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

  boolean isRef(long id) {
    OracleAttribute attribute = byId.get(id);
    return attribute != null && attribute.isRef();
  }
}

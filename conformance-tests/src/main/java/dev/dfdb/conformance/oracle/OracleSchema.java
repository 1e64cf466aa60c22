package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes, and all else that has an ident, as live facts define them. Immutable. */
final class OracleSchema {

  private static final Keyword IDENT = Keyword.of(":db/ident");

  private final Map<Keyword, OracleAttribute> byIdent = new HashMap<>();
  private final Map<Long, OracleAttribute> byId = new HashMap<>();

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
        described
            .computeIfAbsent(fact.e(), e -> new HashMap<>())
            .put(attribute.name(), fact.v());
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
          Boolean.TRUE.equals(description.get("isComponent")));
      byIdent.put(name, attribute);
      byId.put(id, attribute);
    });
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

  @Nullable
  OracleAttribute attribute(Keyword ident) {
    return byIdent.get(ident);
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

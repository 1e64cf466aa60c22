package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads facts, by the names that a schema gives. */
record FactReading(Facts facts, OracleSchema schema) implements Reading {

  @Override
  public long entity(Object name) {
    Long id = name instanceof Long given ? given : lookUp(name);
    if (id == null) {
      throw new IllegalArgumentException("names no entity");
    }
    return id;
  }

  @Override
  public List<Object> values(Object entity, String attribute) {
    return facts.values(entity(entity), schema.id(attribute));
  }

  @Override
  public long size(Object entity) {
    return facts.about(entity(entity)).size();
  }

  @Override
  public List<Long> referring(Object entity, String attribute) {
    long id = entity(entity);
    return facts.of(schema.id(attribute)).stream()
        .filter(fact -> fact.v().equals(id))
        .map(Fact::e)
        .toList();
  }

  /** Whether a name is that of a unique attribute, with a value. */
  boolean isLookupRef(@Nullable Object name) {
    OracleAttribute attribute = attribute(name);
    return attribute != null && attribute.unique() != null;
  }

  private @Nullable OracleAttribute attribute(@Nullable Object name) {
    Keyword ident =
        name instanceof List<?> pair && pair.size() == 2 ? Keyword.find(pair.get(0)) : null;
    return ident == null ? null : schema.attribute(ident);
  }

  /** The entity that a lookup ref names, or null. */
  @Nullable
  Long lookUp(@Nullable Object name) {
    OracleAttribute attribute = attribute(name);
    if (attribute == null
        || attribute.unique() == null
        || !(name instanceof List<?> pair)
        || pair.get(1) == null) {
      return null;
    }
    Object v = attribute.conform(canonical(pair.get(1)));
    return v == null ? null : facts.holder(attribute.id(), v);
  }

  /** Numbers of a few types are kept as longs. */
  static Object canonical(Object v) {
    if (v instanceof List<?> elements) {
      List<@Nullable Object> all = new ArrayList<>();
      elements.forEach(element -> all.add(element == null ? null : canonical(element)));
      return all;
    }
    return v instanceof Integer number ? (Object) number.longValue() : v;
  }
}

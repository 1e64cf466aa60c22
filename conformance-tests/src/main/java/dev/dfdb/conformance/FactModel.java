package dev.dfdb.conformance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a database with four attributes should hold, written down as plainly as can be: entities by
 * their identity, and for each the values of its attributes.
 */
final class FactModel {

  /** Unique identity, a long. */
  static final String ID = ":k/id";

  /** Cardinality one, never declared. */
  static final String ONE = ":k/one";

  /** Cardinality many, longs. */
  static final String MANY = ":k/many";

  /** Cardinality one, a reference; here the identity of the entity referred to. */
  static final String REF = ":k/ref";

  /** The schema, as a transaction. */
  static final String SCHEMA = """
      [{:db/ident :k/id :db/valueType :db.type/long :db/cardinality :db.cardinality/one
        :db/unique :db.unique/identity}
       {:db/ident :k/many :db/valueType :db.type/long :db/cardinality :db.cardinality/many}
       {:db/ident :k/ref :db/valueType :db.type/ref :db/cardinality :db.cardinality/one}]
      """;

  private final Map<Long, Map<String, Set<Object>>> entities = new TreeMap<>();

  boolean has(long id) {
    return entities.containsKey(id);
  }

  Set<Object> values(long id, String attribute) {
    return entities.getOrDefault(id, Map.of()).getOrDefault(attribute, Set.of());
  }

  void add(long id, String attribute, Object value) {
    Map<String, Set<Object>> entity =
        entities.computeIfAbsent(id, key -> new HashMap<>(Map.of(ID, new HashSet<>(Set.of(id)))));
    Set<Object> values = entity.computeIfAbsent(attribute, key -> new HashSet<>());
    if (!attribute.equals(MANY)) {
      values.clear();
    }
    values.add(value);
  }

  void retract(long id, String attribute, Object value) {
    entities
        .getOrDefault(id, new HashMap<>())
        .getOrDefault(attribute, new HashSet<>())
        .remove(value);
  }

  void retractAll(long id, String attribute) {
    entities.getOrDefault(id, new HashMap<>()).remove(attribute);
  }

  void retractEntity(long id) {
    entities.remove(id);
    entities
        .values()
        .forEach(entity -> entity.getOrDefault(REF, new HashSet<>()).remove(id));
  }

  /** Every fact as "id attribute value". */
  Set<String> facts() {
    Set<String> facts = new HashSet<>();
    entities.forEach((id, attributes) -> attributes.forEach(
        (attribute, values) -> values.forEach(value -> facts.add(fact(id, attribute, value)))));
    return facts;
  }

  static String fact(Object id, Object attribute, Object value) {
    return id + " " + attribute + " " + value;
  }
}

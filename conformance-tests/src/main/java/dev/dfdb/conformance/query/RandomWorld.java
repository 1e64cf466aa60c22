package dev.dfdb.conformance.query;

import dev.dfdb.Connection;
import dev.dfdb.edn.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A random schema, and facts of some entities, which are told in several transactions and partly
 * taken back. Entities have numbers, by their {@code :g/id}.
 */
final class RandomWorld {

  /** An attribute that is declared. */
  record Attribute(String name, String type, boolean many) {}

  /** Something that a transaction says: one form. */
  record Said(int transaction, Object form) {}

  private static final List<String> TYPES =
      List.of("long", "string", "keyword", "boolean", "double", "instant", "ref");
  private static final Map<String, List<Object>> VALUES = Map.of(
      "long", List.of(0L, 1L, 2L, 3L, 4L, -1L),
      "string", List.of("a", "b", "ab", "bcd"),
      "keyword", List.of(Keyword.of(":k/a"), Keyword.of(":k/b"), Keyword.of(":k/c")),
      "boolean", List.of(true, false),
      "double", List.of(-0.5, 0.25, 1.0, 2.5),
      "instant", List.of(Instant.ofEpochSecond(0), Instant.ofEpochSecond(86_400)));

  private final SplittableRandom random;
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<Said> said = new ArrayList<>();
  private final int entities;
  private final int transactions;

  RandomWorld(long seed) {
    this.random = new SplittableRandom(seed);
    this.entities = 2 + random.nextInt(6);
    this.transactions = 1 + random.nextInt(4);
    attributes.add(new Attribute(":g/ref", "ref", false));
    attributes.add(new Attribute(":g/refs", "ref", true));
    attributes.add(new Attribute(":g/n", "long", false));
    for (int i = random.nextInt(5); i >= 0; i--) {
      attributes.add(
          new Attribute(":g/a" + i, TYPES.get(random.nextInt(TYPES.size())), random.nextBoolean()));
    }
    for (int transaction = 0; transaction < transactions; transaction++) {
      say(transaction);
    }
  }

  /** Each entity and attribute once in a transaction, so that it can't contradict itself. */
  private void say(int transaction) {
    Set<List<Object>> about = new HashSet<>();
    for (int i = 3 * entities + random.nextInt(6 * entities); i >= 0; i--) {
      int e = random.nextInt(entities);
      Attribute attribute = attributes.get(random.nextInt(attributes.size()));
      if (about.add(List.of(e, attribute))) {
        boolean added = random.nextInt(6) > 0;
        said.add(new Said(
            transaction,
            List.of(
                added ? ":db/add" : ":db/retract",
                reference(e),
                attribute.name(),
                value(attribute.type()))));
      }
    }
  }

  private Object value(String type) {
    if (type.equals("ref")) {
      return reference(random.nextInt(entities));
    }
    List<Object> values = values(type);
    return values.get(random.nextInt(values.size()));
  }

  /** The values that attributes of a type have; for references use {@link #reference}. */
  static List<Object> values(String type) {
    return VALUES.getOrDefault(type, List.of());
  }

  static List<Object> reference(long entity) {
    return List.of(Keyword.of(":g/id"), entity);
  }

  List<Attribute> attributes() {
    return attributes;
  }

  int entities() {
    return entities;
  }

  /** The number of the last transaction. */
  long lastT() {
    return 2L + transactions;
  }

  List<Said> said() {
    return said;
  }

  /**
   * Transacts the schema, the entities, and some of what is said of them.
   *
   * @return the ids of the entities, by their numbers
   */
  List<Long> build(Connection connection, List<Said> facts) {
    connection.transact(schema());
    List<Object> named = new ArrayList<>();
    for (int i = 0; i < entities; i++) {
      named.add(Map.of(":db/id", "e" + i, ":g/id", (long) i));
    }
    Map<Object, Long> tempids = connection.transact(named).tempids();
    for (int transaction = 0; transaction < transactions; transaction++) {
      int number = transaction;
      connection.transact(facts.stream()
          .filter(fact -> fact.transaction() == number)
          .map(Said::form)
          .toList());
    }
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < entities; i++) {
      ids.add(tempids.getOrDefault("e" + i, -1L));
    }
    return ids;
  }

  /** The schema as forms. */
  List<Object> schema() {
    List<Object> forms = new ArrayList<>();
    forms.add(Map.of(
        ":db/ident", ":g/id",
        ":db/valueType", ":db.type/long",
        ":db/cardinality", ":db.cardinality/one",
        ":db/unique", ":db.unique/identity"));
    for (Attribute attribute : attributes) {
      forms.add(Map.of(
          ":db/ident",
          attribute.name(),
          ":db/valueType",
          ":db.type/" + attribute.type(),
          ":db/cardinality",
          attribute.many() ? ":db.cardinality/many" : ":db.cardinality/one"));
    }
    return forms;
  }
}

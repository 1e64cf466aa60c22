package dev.dfdb.conformance.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Puts the ids that a database gave to new entities in the place of an oracle's placeholders. They
 * must be new, and follow one another without a gap.
 */
final class Naming {

  private static final long FIRST_NAMED = 64;
  private static final long FIRST_ENTITY = 1 << 14;
  private static final long FIRST_TRANSACTION = 1L << 42;

  private final Set<Long> given;
  private final OracleSchema schema;
  private final OracleTransaction expected;
  private final Done report;
  private final Map<Long, Long> ids = new HashMap<>();

  Naming(Set<Long> given, OracleSchema schema, OracleTransaction expected, Done report) {
    this.given = given;
    this.schema = schema;
    this.expected = expected;
    this.report = report;
  }

  /** The datoms of the transaction, which are those of the report. */
  Set<Datom> datoms() {
    assertEquals(expected.tempids().keySet(), report.tempids().keySet(), "tempids");
    expected
        .tempids()
        .forEach((name, id) -> name(id, Objects.requireNonNull(report.tempids().get(name))));
    expected.asserted().forEach(this::find);
    checkNew();
    long txInstant = schema.id(":db/txInstant");
    Datom time = new Datom(report.tx(), txInstant, time(report, schema), report.tx(), true);
    Set<Datom> datoms = new HashSet<>(Set.of(time));
    expected.retracted().forEach(fact -> datoms.add(datom(fact, false)));
    expected.asserted().forEach(fact -> datoms.add(datom(fact, true)));
    ViewCheck.same(datoms, report.datoms(), () -> "the report");
    return datoms;
  }

  /** The time that a transaction says of itself. */
  static Instant time(Done report, OracleSchema schema) {
    long txInstant = schema.id(":db/txInstant");
    return report.datoms().stream()
        .filter(datom -> datom.a() == txInstant)
        .map(datom -> (Instant) datom.v())
        .findFirst()
        .orElseThrow(() -> new AssertionError("a transaction has a time"));
  }

  private void name(long id, long name) {
    long old = ids.getOrDefault(id, id < 0 ? name : id);
    assertEquals(old, name, "two ids for one entity");
    ids.put(id, name);
  }

  /** A new entity that no tempid names is found by a value that nothing else has. */
  private void find(Fact fact) {
    if (fact.e() < 0 && !ids.containsKey(fact.e()) && fact.a() > 0) {
      List<Long> found = report.datoms().stream()
          .filter(datom -> datom.added() && datom.a() == fact.a() && datom.v().equals(fact.v()))
          .map(Datom::e)
          .toList();
      if (found.size() == 1) {
        ids.put(fact.e(), found.get(0));
      }
    }
  }

  private void checkNew() {
    Set<Long> named = new HashSet<>();
    for (Fact fact : expected.asserted()) {
      assertTrue(id(fact.e()) >= 0, () -> "no id found for " + fact);
      if (fact.a() == schema.id(":db/ident")) {
        named.add(fact.e());
      }
    }
    SortedSet<Long> newNamed = new TreeSet<>();
    SortedSet<Long> newOthers = new TreeSet<>();
    ids.forEach((placeholder, id) -> {
      if (placeholder < 0) {
        boolean isOnce = (named.contains(placeholder) ? newNamed : newOthers).add(id);
        assertTrue(isOnce, "one id for two entities");
      }
    });
    checkFollow(newNamed, FIRST_NAMED, FIRST_ENTITY);
    checkFollow(newOthers, FIRST_ENTITY, FIRST_TRANSACTION);
  }

  private void checkFollow(SortedSet<Long> ids, long first, long end) {
    long next = first;
    for (long id : given) {
      if (id >= first && id < end) {
        next = Math.max(next, id + 1);
      }
    }
    for (long id : ids) {
      assertEquals(next, id, "new ids are never used before, and have no gap");
      next++;
    }
  }

  private long id(long id) {
    return id >= 0 ? id : ids.getOrDefault(id, id);
  }

  private Datom datom(Fact fact, boolean added) {
    OracleAttribute attribute = schema.attribute(fact.a());
    Object v = attribute == null ? fact.v() : attribute.withIds(fact.v(), this::id);
    return new Datom(id(fact.e()), id(fact.a()), v, report.tx(), added);
  }
}

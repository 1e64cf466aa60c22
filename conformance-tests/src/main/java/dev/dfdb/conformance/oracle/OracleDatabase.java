package dev.dfdb.conformance.oracle;

import dev.dfdb.datom.Datom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A database by definition: the datoms of every transaction. Every view of time is computed from
 * them. It learns from the real database what could be otherwise: ids of new entities, and the
 * times of transactions; and checks that they are what they may be.
 */
final class OracleDatabase {

  private static final long TRANSACTIONS = 1L << 42;

  private final List<Set<Datom>> log = new ArrayList<>();
  private final List<Instant> instants = new ArrayList<>();
  private final List<Facts> live = new ArrayList<>();
  private final Set<Long> given = new HashSet<>();
  private final List<OracleSchema> schemas = new ArrayList<>();
  private final Set<Datom> forgotten = new HashSet<>();

  /** Begins with the datoms that every database has. */
  OracleDatabase(Collection<Datom> first) {
    live.add(Facts.NONE);
    append(Set.copyOf(first), Instant.EPOCH);
  }

  private void append(Set<Datom> datoms, Instant instant) {
    log.add(datoms);
    instants.add(instant);
    live.add(live.get(live.size() - 1).after(datoms));
    schemas.add(new OracleSchema(facts(t())));
    datoms.forEach(datom -> given.add(datom.e()));
    forget(datoms);
  }

  /**
   * Of an attribute whose history is not kept, a fact that ends is as if it had never been. Only
   * the log knows of it.
   */
  private void forget(Set<Datom> datoms) {
    for (Datom ended : forgettable(datoms)) {
      Fact fact = new Fact(ended.e(), ended.a(), ended.v());
      long asserted = facts(t() - 1).asserted(fact);
      forgotten.add(ended);
      forgotten.add(assertion(fact, asserted));
      for (int t = (int) (asserted - TRANSACTIONS); t < t(); t++) {
        live.set(t + 1, facts(t).without(Set.of(fact)));
      }
    }
  }

  /** Those of a transaction's datoms that end what is not kept then. */
  private List<Datom> forgettable(Set<Datom> datoms) {
    return datoms.stream()
        .filter(datom -> {
          OracleAttribute attribute = schema().attribute(datom.a());
          return !datom.added() && attribute != null && attribute.forgets();
        })
        .toList();
  }

  private static Datom assertion(Fact fact, long asserted) {
    return new Datom(fact.e(), fact.a(), fact.v(), asserted, true);
  }

  /** The number of the last transaction. */
  long t() {
    return log.size() - 1L;
  }

  static long tx(long t) {
    return TRANSACTIONS + t;
  }

  /** The schema at present. */
  OracleSchema schema() {
    return schemas.get(schemas.size() - 1);
  }

  /** The schema as it was right after a transaction. */
  OracleSchema schema(long t) {
    return schemas.get((int) t);
  }

  /** What was live right after a transaction. */
  Facts facts(long t) {
    return live.get((int) t + 1);
  }

  /** The datoms of a transaction. */
  Set<Datom> transaction(long t) {
    return Collections.unmodifiableSet(log.get((int) t));
  }

  /** The time of a transaction. */
  Instant instant(long t) {
    return instants.get((int) t);
  }

  /** The last transaction no later than an instant. */
  long at(Instant instant) {
    long t = t();
    while (t > 0 && instants.get((int) t).isAfter(instant)) {
      t--;
    }
    return t;
  }

  /** The first transaction no earlier than an instant. */
  long from(Instant instant) {
    long t = 0;
    while (t <= t() && instants.get((int) t).isBefore(instant)) {
      t++;
    }
    return t;
  }

  /** What was live after {@code upTo} and asserted later than {@code after}. */
  Set<Datom> window(long after, long upTo) {
    Set<Datom> datoms = facts(upTo).datoms();
    datoms.removeIf(datom -> datom.tx() <= tx(after));
    return datoms;
  }

  /** What was asserted and retracted later than {@code after}, up to {@code upTo}. */
  Set<Datom> history(long after, long upTo) {
    Set<Datom> datoms = new HashSet<>();
    for (long t = after + 1; t <= upTo; t++) {
      datoms.addAll(log.get((int) t));
    }
    datoms.removeAll(forgotten);
    return datoms;
  }

  /** What was asserted and retracted up to {@code t}, and in one more transaction after it. */
  Set<Datom> historyWith(Set<Datom> datoms, long t) {
    Set<Datom> happened = history(-1, t);
    happened.addAll(datoms);
    for (Datom ended : forgettable(datoms)) {
      Fact fact = new Fact(ended.e(), ended.a(), ended.v());
      happened.remove(ended);
      happened.remove(assertion(fact, facts(t).asserted(fact)));
    }
    return happened;
  }

  private boolean hasEverBeenUsed(long attribute) {
    return history(-1, t()).stream().anyMatch(datom -> datom.a() == attribute);
  }

  /**
   * What a transaction would do to the database as it was after {@code t}, with the schema of now.
   *
   * @throws Refused if it may not be
   */
  OracleTransaction evaluate(Collection<?> forms, long t) {
    return new OracleTransaction(
        forms, facts(t), facts(t()), schema(), this::hasEverBeenUsed, given, tx(t() + 1));
  }

  /**
   * Checks a time that a transaction gives itself.
   *
   * @throws Refused if it is before that of the last one
   */
  void checkTime(Instant instant) {
    Forms.check(!instant.isBefore(instants.get(instants.size() - 1)), "time goes back");
  }

  /**
   * The datoms of a transaction that was evaluated, with the ids of its report.
   *
   * @throws AssertionError if the report does not say what was to be
   */
  Set<Datom> datoms(OracleTransaction expected, Done report) {
    return new Naming(given, schema(), expected, report).datoms();
  }

  /**
   * Takes a transaction in, after comparing what it did with what was to be.
   *
   * @throws AssertionError if it did something else
   */
  void commit(OracleTransaction expected, Done report) {
    Set<Datom> datoms = datoms(expected, report);
    Instant instant = Naming.time(report, schema());
    if (report.t() != t() + 1 || instant.isBefore(instants.get(instants.size() - 1))) {
      throw new AssertionError("transaction " + report.t() + " at " + instant + " after " + t());
    }
    append(datoms, instant);
  }
}

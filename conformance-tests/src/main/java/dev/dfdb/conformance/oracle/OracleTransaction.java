package dev.dfdb.conformance.oracle;

import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * What a transaction asserts and retracts, by definition, of the database before it. Its time is
 * not part of it. New entities have placeholders below zero.
 */
final class OracleTransaction {

  private static final long FIRST_TRANSACTION = 1L << 42;

  private final Facts before;
  private final OracleSchema schema;
  private final Forms forms;
  private final Tempids tempids;
  private final List<Fact> tuples = new ArrayList<>();
  private final List<Fact> ensured = new ArrayList<>();
  private final Set<Fact> asserted = new LinkedHashSet<>();
  private final Set<Fact> retracted = new LinkedHashSet<>();

  /**
   * Evaluates forms.
   *
   * @param before what is live
   * @param now the facts that make the schema, which may be later
   * @param schema that they make
   * @param everUsed whether there ever was a fact of an attribute
   * @param given every entity id there ever was
   * @param tx the id of the transaction
   * @throws Refused if they are no transaction on this database
   */
  OracleTransaction(
      Collection<?> forms,
      Facts before,
      Facts now,
      OracleSchema schema,
      LongPredicate everUsed,
      Set<Long> given,
      long tx) {
    this.before = before;
    this.schema = schema;
    this.forms = new Forms(before, schema, given, tx);
    this.forms.read(forms);
    this.tempids = new Tempids(this.forms.steps(), before, schema);
    this.forms.interned().values().forEach(this::intern);
    this.forms.steps().forEach(this::apply);
    rename();
    Composites composites = new Composites(asserted, retracted, before);
    schema.composites().forEach(composites::derive);
    tuples.forEach(composites::check);
    checkContradictions();
    checkUnique();
    replace();
    retracted.retainAll(before.all());
    asserted.removeAll(before.all());
    OracleSchema schemaAfter = new OracleSchema(after(now));
    new SchemaChange(asserted, retracted, before, schema, schemaAfter, everUsed).check();
    asserted.forEach(this::checkPredicates);
    Specs specs = new Specs(after(before), schemaAfter);
    ensured.forEach(fact -> specs.check(fact.e(), (Long) fact.v()));
  }

  /** What is live after it. */
  private Facts after(Facts earlier) {
    List<Datom> datoms = new ArrayList<>();
    retracted.forEach(fact -> datoms.add(new Datom(fact.e(), fact.a(), fact.v(), 0, false)));
    asserted.forEach(fact -> datoms.add(new Datom(fact.e(), fact.a(), fact.v(), 0, true)));
    return earlier.after(datoms);
  }

  private void checkPredicates(Fact fact) {
    OracleAttribute attribute = schema.attribute(fact.a());
    for (String name : attribute == null ? Set.<String>of() : attribute.predicates()) {
      Predicate<Object> predicate = UserFunctions.VALUE_TESTS.get(name);
      try {
        Forms.check(predicate != null && predicate.test(fact.v()), "not as a predicate asks for");
      } catch (IllegalArgumentException failure) {
        throw new Refused("a predicate failed");
      }
    }
  }

  /** The facts that become live. */
  Set<Fact> asserted() {
    return asserted;
  }

  /** The facts that are live no more. */
  Set<Fact> retracted() {
    return retracted;
  }

  /** What each tempid stands for: an entity, or the placeholder of a new one. */
  Map<Object, Long> tempids() {
    Map<Object, Long> resolved = new HashMap<>();
    forms.tempids().forEach((name, id) -> resolved.put(name, tempids.entity(id)));
    return resolved;
  }

  private void intern(OracleAttribute attribute) {
    Keyword ident = attribute.ident();
    for (Step step : forms.steps()) {
      boolean declares = step instanceof Step.Add add
          && add.v().equals(ident)
          && add.attribute().ident().equals(Keyword.of(":db/ident"));
      Forms.check(!declares, "declared and used in one transaction");
    }
    asserted.add(new Fact(attribute.id(), schema.id(":db/ident"), ident));
  }

  private void apply(Step step) {
    long e = tempids.entity(step.e());
    if (step instanceof Step.Add add) {
      Fact fact = fact(e, add.attribute(), add.v());
      boolean isChecked = add.attribute().ident().equals(Forms.ENSURE);
      (isChecked ? ensured : add.attribute().isComposite() ? tuples : asserted).add(fact);
    } else if (step instanceof Step.Retract retract) {
      Forms.check(!retract.attribute().isComposite(), "a composite tuple is what its parts are");
      if (retract.v() != null) {
        retracted.add(fact(e, retract.attribute(), retract.v()));
      } else {
        long a = retract.attribute().id();
        before.values(e, a).forEach(v -> retracted.add(new Fact(e, a, v)));
      }
    } else if (step instanceof Step.RetractEntity) {
      Forms.check(e < FIRST_TRANSACTION, "a transaction can't be retracted");
      retractEntity(e);
    } else if (step instanceof Step.Cas cas) {
      Forms.check(!cas.attribute().isComposite(), "a composite tuple is what its parts are");
      boolean isTime = cas.attribute().ident().equals(Keyword.of(":db/txInstant"));
      Forms.check(!isTime, "a transaction keeps its time");
      List<Object> values = before.values(e, cas.attribute().id());
      Object old = cas.old() == null ? null : tempids.value(cas.attribute(), cas.old());
      Forms.check(
          Objects.deepEquals(old, values.isEmpty() ? null : values.get(0)), "another value");
      asserted.add(fact(e, cas.attribute(), cas.v()));
    }
  }

  /** A name that is replaced becomes a former one; a former one that is taken is lost. */
  private void rename() {
    long ident = schema.id(":db/ident");
    long former = schema.id(":db/formerIdents");
    List<Fact> named = asserted.stream().filter(fact -> fact.a() == ident).toList();
    for (Fact fact : named) {
      before.of(former).stream()
          .filter(other -> other.v().equals(fact.v()))
          .forEach(retracted::add);
      for (Object old : before.values(fact.e(), ident)) {
        if (named.stream().noneMatch(other -> other.v().equals(old))) {
          asserted.add(new Fact(fact.e(), former, old));
        }
      }
    }
  }

  private Fact fact(long e, OracleAttribute attribute, Object v) {
    return new Fact(e, attribute.id(), tempids.value(attribute, v));
  }

  private void retractEntity(long entity) {
    Set<Long> whole = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>(List.of(entity));
    while (!open.isEmpty()) {
      long e = open.removeFirst();
      if (whole.add(e)) {
        for (Fact fact : before.about(e)) {
          OracleAttribute attribute = schema.attribute(fact.a());
          if (attribute != null && attribute.component()) {
            open.add((Long) fact.v());
          }
        }
      }
    }
    for (Fact fact : before.all()) {
      boolean refers = schema.isRef(fact.a()) && whole.contains((Long) fact.v());
      OracleAttribute attribute = schema.attribute(fact.a());
      boolean follows = attribute != null && attribute.isComposite(); // from its parts
      if ((whole.contains(fact.e()) || refers) && !follows) {
        retracted.add(fact);
      }
    }
  }

  private boolean isSingle(long a) {
    OracleAttribute attribute = schema.attribute(a);
    return attribute == null || !attribute.many();
  }

  private boolean isUnique(long a) {
    OracleAttribute attribute = schema.attribute(a);
    return attribute != null && attribute.unique() != null;
  }

  private void checkContradictions() {
    for (Fact fact : asserted) {
      Forms.check(!retracted.contains(fact), "both asserted and retracted");
      if (isSingle(fact.a())) {
        Forms.check(asserted.stream().noneMatch(other -> isOtherValue(fact, other)), "two values");
      }
    }
  }

  private static boolean isOtherValue(Fact fact, Fact other) {
    return other.e() == fact.e() && other.a() == fact.a() && !other.equals(fact);
  }

  private void checkUnique() {
    for (Fact fact : asserted) {
      if (isUnique(fact.a())) {
        for (Fact other : asserted) {
          Forms.check(!isOtherHolder(fact, other), "two entities with one unique value");
        }
        for (Fact other : before.of(fact.a())) {
          Forms.check(
              before.contains(fact) || !isOtherHolder(fact, other) || isGivenUp(other),
              "another entity has this unique value");
        }
      }
    }
  }

  private static boolean isOtherHolder(Fact fact, Fact other) {
    return other.e() != fact.e()
        && other.a() == fact.a()
        && Objects.deepEquals(other.v(), fact.v());
  }

  private boolean isGivenUp(Fact held) {
    return retracted.contains(held)
        || (isSingle(held.a()) && asserted.stream().anyMatch(fact -> isOtherValue(held, fact)));
  }

  /** A new value of cardinality one takes the place of the old. */
  private void replace() {
    for (Fact fact : asserted) {
      if (isSingle(fact.a()) && !before.contains(fact)) {
        before
            .values(fact.e(), fact.a())
            .forEach(v -> retracted.add(new Fact(fact.e(), fact.a(), v)));
      }
    }
  }
}

package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Change;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.EntityIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction asserts and retracts, as sets, and the datoms that follow from them: only what
 * changes something, retractions first, and for every replaced value of cardinality one its
 * retraction.
 */
final class Changes {

  private final DatabaseValue before;
  private final IdAllocation ids;
  private final long tx;
  private final List<Fact> added;
  private final List<Retraction> retracted = new ArrayList<>();
  private final Set<FactKey> retractions = new HashSet<>();

  /** What is retracted by name though it is not live: it changes nothing, but may contradict. */
  private final List<Fact> absent = new ArrayList<>();

  private final Map<FactKey, Fact> unique = new HashMap<>();

  /** What is asserted, by entity and attribute, and where several are possible also by value. */
  private final Map<FactKey, Fact> assertions;

  private Restatement restatement = (fact, asserted) -> false;

  /** Says which facts that are live already are to be asserted again. */
  interface Restatement {

    /** Whether a live fact is, which was asserted at a t. */
    boolean isNew(Fact fact, long asserted);
  }

  /** A fact, with the form that speaks of it. */
  record Fact(long e, Attribute attribute, Object v, Object form) {}

  /** The end of a live fact, and the t that it was asserted at. */
  private record Retraction(Fact fact, long asserted) {}

  /**
   * None so far.
   *
   * @param expected about how many facts will be asserted
   */
  Changes(DatabaseValue before, IdAllocation ids, long tx, int expected) {
    this.before = before;
    this.ids = ids;
    this.tx = tx;
    this.added = new ArrayList<>(expected);
    this.assertions = new HashMap<>(expected + expected / 2);
  }

  /** From now on, some facts that are live already are retracted and asserted anew. */
  void restate(Restatement facts) {
    restatement = facts;
  }

  /** Asserts a fact. */
  void add(Fact fact) {
    Attribute attribute = fact.attribute();
    Fact other = assertions.putIfAbsent(
        attribute.many() ? FactKey.of(fact) : FactKey.ofAttribute(fact), fact);
    if (other != null) {
      if (!attribute.many() && !FactKey.isSame(other.v(), fact.v())) {
        throw twoValues(other, fact);
      }
      return;
    }
    added.add(fact);
    if (attribute.unique() != null) {
      Fact holder = unique.putIfAbsent(FactKey.ofValue(fact), fact);
      if (holder != null) {
        throw notUnique(fact, holder.e());
      }
    }
  }

  private static TransactionException twoValues(Fact first, Fact second) {
    return Refusal.of(
        "two values for one attribute of cardinality one",
        "entity",
        second.e(),
        "attribute",
        second.attribute().ident(),
        "first",
        first.v(),
        "second",
        second.v(),
        "form",
        second.form());
  }

  /** The assertion of just this fact, or null. */
  private @Nullable Fact assertion(Fact fact) {
    if (fact.attribute().many()) {
      return assertions.get(FactKey.of(fact));
    }
    Fact single = single(fact);
    return single != null && FactKey.isSame(single.v(), fact.v()) ? single : null;
  }

  /** What is asserted for the attribute of cardinality one that a fact is about, or null. */
  private @Nullable Fact single(Fact fact) {
    return assertions.get(FactKey.ofAttribute(fact));
  }

  /** Retracts a fact; of one that is not live there is nothing to retract. */
  void retract(Fact fact) {
    FactKey key = FactKey.of(fact);
    if (!retractions.contains(key)) {
      long asserted = assertedAt(fact);
      if (asserted != DatomSource.NONE) {
        retractions.add(key);
        retracted.add(new Retraction(fact, asserted));
      } else {
        absent.add(fact);
      }
    }
  }

  /** Retracts every value an entity has for an attribute. */
  void retractAll(long e, Attribute attribute, Object form) {
    values(e, attribute).forEach(v -> retract(new Fact(e, attribute, v, form)));
  }

  /** The live values an entity has for an attribute. */
  List<Object> values(long e, Attribute attribute) {
    List<Object> values = new ArrayList<>();
    if (ids.isOld(e)) {
      try (DatomCursor datoms = before.scan(Index.EAVT, e, attribute.id(), null)) {
        while (datoms.next()) {
          values.add(datoms.v());
        }
      }
    }
    return values;
  }

  /** The value an entity will have for an attribute of cardinality one, or null. */
  @Nullable
  Object valueAfter(long e, Attribute attribute) {
    for (Object old : values(e, attribute)) {
      Fact fact = new Fact(e, attribute, old, "(as it was)");
      Fact asserted = single(fact);
      return asserted != null ? asserted.v() : isRetracted(fact) ? null : old;
    }
    Fact asserted = single(new Fact(e, attribute, e, "(any value)"));
    return asserted == null ? null : asserted.v();
  }

  /** What is asserted, live already or not. */
  List<Fact> added() {
    return Collections.unmodifiableList(added);
  }

  /** What is retracted by name, and not merely replaced. */
  List<Fact> retracted() {
    return retracted.stream().map(Retraction::fact).toList();
  }

  /** The datoms that follow. */
  List<Change> changes() {
    List<Change> changes = new ArrayList<>(retracted.size() + added.size());
    absent.forEach(this::checkNotAsserted);
    for (Retraction retraction : retracted) {
      Fact fact = retraction.fact();
      checkNotAsserted(fact);
      changes.add(new Change(datom(fact, fact.v(), false), retraction.asserted()));
    }
    for (Fact fact : added) {
      long asserted = assertedAt(fact);
      if (asserted == DatomSource.NONE) {
        checkUnique(fact);
        if (!fact.attribute().many()) {
          replace(fact, changes);
        }
        changes.add(Change.assertion(datom(fact, fact.v(), true)));
      } else if (restatement.isNew(fact, asserted)) {
        changes.add(new Change(datom(fact, fact.v(), false), asserted));
        changes.add(Change.assertion(datom(fact, fact.v(), true)));
      }
    }
    return changes;
  }

  private void checkNotAsserted(Fact retraction) {
    Fact assertion = assertion(retraction);
    if (assertion != null) {
      throw Refusal.of(
          "one datom is both asserted and retracted",
          "entity",
          retraction.e(),
          "attribute",
          retraction.attribute().ident(),
          "value",
          retraction.v(),
          "asserted by",
          assertion.form(),
          "retracted by",
          retraction.form());
    }
  }

  /** Retracts what the one value of an attribute was, unless that is done already. */
  private void replace(Fact fact, List<Change> changes) {
    if (ids.isOld(fact.e())) {
      try (DatomCursor old = before.scan(Index.EAVT, fact.e(), fact.attribute().id(), null)) {
        while (old.next()) {
          Object v = old.v();
          if (!isRetracted(new Fact(fact.e(), fact.attribute(), v, fact.form()))) {
            changes.add(new Change(datom(fact, v, false), EntityIds.t(old.tx())));
          }
        }
      }
    }
  }

  private boolean isRetracted(Fact fact) {
    return !retractions.isEmpty() && retractions.contains(FactKey.of(fact));
  }

  private Datom datom(Fact fact, Object v, boolean isAdded) {
    return new Datom(fact.e(), fact.attribute().id(), v, tx, isAdded);
  }

  private long assertedAt(Fact fact) {
    return ids.isOld(fact.e())
        ? before.assertedAt(fact.e(), fact.attribute().id(), fact.v())
        : DatomSource.NONE;
  }

  private void checkUnique(Fact fact) {
    if (fact.attribute().unique() != null) {
      long holder = holder(fact);
      if (holder != DatomSource.NONE && !gives(holder, fact)) {
        throw notUnique(fact, holder);
      }
    }
  }

  private long holder(Fact fact) {
    try (DatomCursor datoms =
        before.scan(Index.AVET, DatomSource.NONE, fact.attribute().id(), fact.v())) {
      return datoms.next() ? datoms.e() : DatomSource.NONE;
    }
  }

  /** Whether the entity that holds a unique value gives it up in this very transaction. */
  private boolean gives(long holder, Fact fact) {
    Fact held = new Fact(holder, fact.attribute(), fact.v(), fact.form());
    Fact replacing = fact.attribute().many() ? null : single(held);
    return isRetracted(held) || (replacing != null && !FactKey.isSame(replacing.v(), fact.v()));
  }

  private static TransactionException notUnique(Fact fact, long holder) {
    return Refusal.of(
        "another entity has this value of a unique attribute",
        "attribute",
        fact.attribute().ident(),
        "value",
        fact.v(),
        "entity",
        fact.e(),
        "other entity",
        holder,
        "form",
        fact.form());
  }

  /** Everything that is live of an entity, or refers to it; used to retract it whole. */
  List<Fact> about(long e, Object form, List<Long> components) {
    List<Fact> facts = new ArrayList<>();
    if (ids.isOld(e)) {
      try (DatomCursor datoms = before.scan(Index.EAVT, e, DatomSource.NONE, null)) {
        while (datoms.next()) {
          Attribute attribute = attribute(datoms.a());
          facts.add(new Fact(e, attribute, datoms.v(), form));
          if (attribute.component()) {
            components.add((Long) datoms.v());
          }
        }
      }
      try (DatomCursor datoms = before.scan(Index.VAET, DatomSource.NONE, DatomSource.NONE, e)) {
        while (datoms.next()) {
          facts.add(new Fact(datoms.e(), attribute(datoms.a()), e, form));
        }
      }
    }
    return facts;
  }

  private Attribute attribute(long id) {
    Attribute attribute = before.attribute(id);
    if (attribute == null) {
      throw new CorruptionException(
          "a datom has an attribute that the schema does not know", Map.of("attribute", id));
    }
    return attribute;
  }
}

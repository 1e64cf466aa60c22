package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Change;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.EntityIds;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What dimensions of time add to the changes of a transaction that carries some. */
final class DimensionChanges {

  private final Changes changes;
  private final Map<Attribute, Object> given;
  private final EntityTimes times;
  private final long tx;

  /**
   * Adds what the transaction carries, as facts about it. What is live is asserted again if it was
   * asserted at other times: it is another version.
   *
   * @param history everything that happened before
   */
  DimensionChanges(
      Changes changes,
      Map<Attribute, Object> given,
      DatabaseValue history,
      IdAllocation ids,
      long tx) {
    this.changes = changes;
    this.given = given;
    this.times = new EntityTimes(history, given, ids::isOld);
    this.tx = tx;
    given.forEach((dimension, value) ->
        changes.add(new Changes.Fact(tx, dimension, value, ":time-dimensions")));
    changes.restate((fact, asserted) -> {
      boolean isDerived = fact.attribute().dimension() != null;
      return isDerived
          || (fact.attribute().id() >= EntityIds.FIRST_NAMED
              && times.differ(EntityIds.ofTransaction(asserted)));
    });
  }

  /** The dimensions of the entities. */
  EntityTimes times() {
    return times;
  }

  /** The entities that changes are about, the transaction itself at the end. */
  Set<Long> touched(List<Change> made, Collection<Attribute> interned) {
    Set<Long> touched = new LinkedHashSet<>();
    made.forEach(change -> touched.add(change.datom().e()));
    interned.forEach(attribute -> touched.remove(attribute.id()));
    touched.remove(tx);
    touched.add(tx);
    return touched;
  }

  /**
   * Those of the entities touched that have to keep constraints. What the transaction carries is so
   * of each of them, and of itself no more than that: it is left out, unless it is alone.
   */
  Set<Long> constrained(Set<Long> touched) {
    Set<Long> constrained = new LinkedHashSet<>(touched);
    if (constrained.size() > 1) {
      constrained.remove(tx);
    }
    return constrained;
  }

  /** Adds what is derived for entities; whether it is anything. */
  boolean derive(Set<Long> touched) {
    List<Attribute> derived = times.derivedNow();
    if (derived.isEmpty()) {
      return false;
    }
    Set<Long> retracted = new LinkedHashSet<>();
    for (Changes.Fact fact : changes.retracted()) {
      if (fact.attribute().dimension() != null) {
        retracted.add(fact.e());
      }
    }
    boolean any = false;
    for (long e : touched) {
      Map<Long, Object> after = times.after(e);
      for (Attribute dimension : derived) {
        Object value = after.get(dimension.id());
        if (value != null && !retracted.contains(e)) {
          changes.add(new Changes.Fact(e, dimension, value, given));
          any = true;
        }
      }
    }
    return any;
  }
}

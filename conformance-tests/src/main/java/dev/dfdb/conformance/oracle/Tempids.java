package dev.dfdb.conformance.oracle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which entities the placeholders of a transaction stand for: those that have a unique identity
 * which the transaction asserts of the placeholder. Placeholders of which one identity is asserted
 * are the same.
 */
final class Tempids {

  private final List<Step> steps;
  private final Facts names;
  private final Map<Long, Long> same = new HashMap<>();

  Tempids(List<Step> steps, Facts names) {
    this.steps = steps;
    this.names = names;
    while (identify()) {
      // whom a placeholder stands for may be part of another's identity
    }
    checkDescribed();
  }

  /** The entity that an id stands for: an entity there is, or the placeholder of a new one. */
  long entity(long id) {
    long entity = id;
    for (Long next = same.get(entity); next != null; next = same.get(entity)) {
      entity = next;
    }
    return entity;
  }

  /** A value, with the entity that it stands for if it is one. */
  Object value(OracleAttribute attribute, Object v) {
    return attribute.isRef() ? (Object) entity((Long) v) : v;
  }

  private boolean identify() {
    boolean learnt = false;
    for (Step step : steps) {
      if (step instanceof Step.Add add && isClaim(add)) {
        Object v = value(add.attribute(), add.v());
        Long holder = names.holder(add.attribute().id(), v);
        learnt |= holder != null ? unite(add.e(), holder) : uniteClaims(add, v);
      }
    }
    return learnt;
  }

  /** Whether it says who a placeholder is. */
  private boolean isClaim(Step.Add add) {
    boolean isKnown = !add.attribute().isRef() || (Long) value(add.attribute(), add.v()) >= 0;
    return add.e() < 0 && add.attribute().isIdentity() && isKnown;
  }

  private boolean uniteClaims(Step.Add claim, Object v) {
    boolean learnt = false;
    for (Step step : steps) {
      if (step instanceof Step.Add other
          && isClaim(other)
          && other.attribute().id() == claim.attribute().id()
          && Objects.deepEquals(value(other.attribute(), other.v()), v)) {
        learnt |= unite(claim.e(), other.e());
      }
    }
    return learnt;
  }

  private boolean unite(long first, long second) {
    long one = entity(first);
    long other = entity(second);
    if (one == other) {
      return false;
    }
    Forms.check(one < 0 || other < 0, "the identities of one tempid belong to two entities");
    same.put(Math.min(one, other), Math.max(one, other));
    return true;
  }

  /** What is only a value, or only retracted, is no entity. */
  private void checkDescribed() {
    Set<Long> mentioned = new HashSet<>();
    Set<Long> described = new HashSet<>();
    for (Step step : steps) {
      mentioned.add(entity(step.e()));
      if (step instanceof Step.Add add) {
        described.add(entity(add.e()));
        mention(add.attribute(), add.v(), mentioned);
      } else if (step instanceof Step.Cas cas) {
        described.add(entity(cas.e()));
        mention(cas.attribute(), cas.v(), mentioned);
        if (cas.old() != null) {
          mention(cas.attribute(), cas.old(), mentioned);
        }
      } else if (step instanceof Step.Retract retract && retract.v() != null) {
        mention(retract.attribute(), retract.v(), mentioned);
      }
    }
    mentioned.removeAll(described);
    Forms.check(mentioned.stream().allMatch(id -> id >= 0), "nothing is asserted of a tempid");
  }

  private void mention(OracleAttribute attribute, Object v, Set<Long> mentioned) {
    if (attribute.isRef()) {
      mentioned.add(entity((Long) v));
    }
  }
}

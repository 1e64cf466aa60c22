package dev.dfdb.conformance.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which entities the placeholders of a transaction stand for: those that have a unique identity
 * which the transaction asserts of the placeholder. Placeholders of which one identity is asserted
 * are the same. To assert all parts of a composite tuple is to assert the tuple.
 */
final class Tempids {

  private final List<Step> steps;
  private final List<Step.Add> claims = new ArrayList<>();
  private final Facts names;
  private final Map<Long, Long> same = new HashMap<>();

  Tempids(List<Step> steps, Facts names, OracleSchema schema) {
    this.steps = steps;
    this.names = names;
    claimByName();
    schema.composites().stream().filter(OracleAttribute::isIdentity).forEach(this::claimByParts);
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
    return attribute.withIds(v, this::entity);
  }

  private void claimByName() {
    for (Step step : steps) {
      if (step instanceof Step.Add add && add.e() < 0 && add.attribute().isIdentity()) {
        claims.add(add);
      }
    }
  }

  /** A placeholder that is given every part of a composite tuple is given the tuple. */
  private void claimByParts(OracleAttribute composite) {
    Map<Long, Map<Long, Object>> given = new LinkedHashMap<>();
    for (Step step : steps) {
      if (step instanceof Step.Add add && add.e() < 0) {
        given.computeIfAbsent(add.e(), e -> new HashMap<>()).put(add.attribute().id(), add.v());
      }
    }
    given.forEach((e, values) -> {
      if (values.keySet().containsAll(composite.parts())) {
        claims.add(new Step.Add(
            e, composite, composite.parts().stream().map(values::get).toList()));
      }
    });
  }

  private boolean identify() {
    boolean learnt = false;
    for (Step.Add claim : claims) {
      if (isClear(claim)) {
        Object v = value(claim.attribute(), claim.v());
        Long holder = names.holder(claim.attribute().id(), v);
        learnt |= holder != null ? unite(claim.e(), holder) : uniteClaims(claim, v);
      }
    }
    return learnt;
  }

  /** Whether nobody in it is still unknown. */
  private boolean isClear(Step.Add claim) {
    Object v = value(claim.attribute(), claim.v());
    return claim.attribute().ids(v).stream().allMatch(id -> id >= 0);
  }

  private boolean uniteClaims(Step.Add claim, Object v) {
    boolean learnt = false;
    for (Step.Add other : claims) {
      if (isClear(other)
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
        if (!add.attribute().ident().equals(Forms.ENSURE)) {
          described.add(entity(add.e())); // what is only checked is not said of anybody
        }
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
    attribute.ids(v).forEach(id -> mentioned.add(entity(id)));
  }
}

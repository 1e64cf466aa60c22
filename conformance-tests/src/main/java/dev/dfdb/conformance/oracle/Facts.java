package dev.dfdb.conformance.oracle;

import dev.dfdb.datom.Datom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts that are live at one moment, each with the transaction that asserted it. Immutable. */
final class Facts {

  /** Before everything. */
  static final Facts NONE = new Facts(Map.of());

  private final Map<Fact, Long> live;

  private Facts(Map<Fact, Long> live) {
    this.live = live;
  }

  /** What is live after one more transaction: less what it retracts, and what it asserts. */
  Facts after(Collection<Datom> transaction) {
    Map<Fact, Long> next = new LinkedHashMap<>(live);
    for (Datom datom : transaction) {
      if (!datom.added()) {
        next.remove(new Fact(datom.e(), datom.a(), datom.v()));
      }
    }
    for (Datom datom : transaction) {
      if (datom.added()) {
        next.put(new Fact(datom.e(), datom.a(), datom.v()), datom.tx());
      }
    }
    return new Facts(next);
  }

  /** All of them. */
  Set<Fact> all() {
    return Collections.unmodifiableSet(live.keySet());
  }

  boolean contains(Fact fact) {
    return live.containsKey(fact);
  }

  /** All of them as datoms. */
  Set<Datom> datoms() {
    Set<Datom> datoms = new HashSet<>();
    live.forEach((fact, tx) -> datoms.add(new Datom(fact.e(), fact.a(), fact.v(), tx, true)));
    return datoms;
  }

  /** The values that an entity has for an attribute. */
  List<Object> values(long e, long a) {
    List<Object> values = new ArrayList<>();
    for (Fact fact : live.keySet()) {
      if (fact.e() == e && fact.a() == a) {
        values.add(fact.v());
      }
    }
    return values;
  }

  /** The entity that has a value for a unique attribute, or null. */
  @Nullable
  Long holder(long a, Object v) {
    for (Fact fact : live.keySet()) {
      if (fact.a() == a && Objects.deepEquals(fact.v(), v)) {
        return fact.e();
      }
    }
    return null;
  }

  /** Every fact about an entity. */
  List<Fact> about(long e) {
    return live.keySet().stream().filter(fact -> fact.e() == e).toList();
  }

  /** Every fact of an attribute. */
  List<Fact> of(long a) {
    return live.keySet().stream().filter(fact -> fact.a() == a).toList();
  }
}

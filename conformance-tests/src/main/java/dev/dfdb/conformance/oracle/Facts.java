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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The facts that are live at one moment, each with the transaction that asserted it. Immutable; for
 * one thread.
 */
final class Facts {

  /** Before everything. */
  static final Facts NONE = new Facts(Map.of());

  private final Map<Fact, Long> live;
  private @Nullable Map<Long, List<Fact>> byEntity;
  private @Nullable Map<Long, List<Fact>> byAttribute;

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

  /** The same without some. */
  Facts without(Set<Fact> forgotten) {
    Map<Fact, Long> left = new LinkedHashMap<>(live);
    left.keySet().removeAll(forgotten);
    return new Facts(left);
  }

  /** The transaction that asserted a fact, as an entity. */
  long asserted(Fact fact) {
    return live.getOrDefault(fact, -1L);
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
    for (Fact fact : about(e)) {
      if (fact.a() == a) {
        values.add(fact.v());
      }
    }
    return values;
  }

  /** The entity that has a value for a unique attribute, or null. */
  @Nullable
  Long holder(long a, Object v) {
    for (Fact fact : of(a)) {
      if (Objects.deepEquals(fact.v(), v)) {
        return fact.e();
      }
    }
    return null;
  }

  /** Every fact about an entity. */
  List<Fact> about(long e) {
    Map<Long, List<Fact>> grouped = byEntity;
    if (grouped == null) {
      grouped = live.keySet().stream().collect(Collectors.groupingBy(Fact::e));
      byEntity = grouped;
    }
    return grouped.getOrDefault(e, List.of());
  }

  /** Every fact of an attribute. */
  List<Fact> of(long a) {
    Map<Long, List<Fact>> grouped = byAttribute;
    if (grouped == null) {
      grouped = live.keySet().stream().collect(Collectors.groupingBy(Fact::a));
      byAttribute = grouped;
    }
    return grouped.getOrDefault(a, List.of());
  }
}

package dev.dfdb.conformance.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The composite tuples that follow from what a transaction asserts and retracts: of each entity of
 * which it asserts or retracts a part, the tuple is what its parts then are, and none if there are
 * none of them.
 */
final class Composites {

  private final Set<Fact> asserted;
  private final Set<Fact> retracted;
  private final Facts before;

  Composites(Set<Fact> asserted, Set<Fact> retracted, Facts before) {
    this.asserted = asserted;
    this.retracted = retracted;
    this.before = before;
  }

  /** Adds the tuples of an attribute to what is asserted and retracted. */
  void derive(OracleAttribute composite) {
    for (long e : touched(composite)) {
      List<@Nullable Object> tuple = new ArrayList<>();
      composite.parts().forEach(part -> tuple.add(valueAfter(e, part)));
      if (tuple.stream().allMatch(Objects::isNull)) {
        before
            .values(e, composite.id())
            .forEach(old -> retracted.add(new Fact(e, composite.id(), old)));
      } else {
        asserted.add(new Fact(e, composite.id(), Collections.unmodifiableList(tuple)));
      }
    }
  }

  private Set<Long> touched(OracleAttribute composite) {
    Set<Long> touched = new HashSet<>();
    for (Fact fact : asserted) {
      if (composite.parts().contains(fact.a())) {
        touched.add(fact.e());
      }
    }
    for (Fact fact : retracted) {
      if (composite.parts().contains(fact.a()) && before.contains(fact)) {
        touched.add(fact.e());
      }
    }
    return touched;
  }

  /** Checks that a tuple which is asserted by name is the one there will be. */
  void check(Fact given) {
    Forms.check(given.v().equals(valueAfter(given.e(), given.a())), "the parts are others");
  }

  /** The one value that an entity will have for an attribute, or null. */
  private @Nullable Object valueAfter(long e, long a) {
    for (Fact fact : asserted) {
      if (fact.e() == e && fact.a() == a) {
        return fact.v();
      }
    }
    for (Object v : before.values(e, a)) {
      if (!retracted.contains(new Fact(e, a, v))) {
        return v;
      }
    }
    return null;
  }
}

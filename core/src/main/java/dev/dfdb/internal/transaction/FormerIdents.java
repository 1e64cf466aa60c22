package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps the names that entities had: a renamed one gets its old ident as a former one, and loses
 * that to whoever takes it as an ident.
 */
final class FormerIdents {

  private FormerIdents() {}

  /** Changes the former idents as the changes of idents so far ask for. */
  static void derive(DatabaseValue before, Changes changes) {
    List<Changes.Fact> named = new ArrayList<>();
    Set<Object> taken = new HashSet<>();
    for (Changes.Fact fact : changes.added()) {
      if (fact.attribute().id() == Builtin.IDENT) {
        named.add(fact);
        taken.add(fact.v());
      }
    }
    if (named.isEmpty()) {
      return;
    }
    Attribute former = Objects.requireNonNull(before.attribute(Builtin.FORMER_IDENTS));
    for (Changes.Fact fact : named) {
      long holder = before.schema().id((Keyword) fact.v());
      if (holder != DatomSource.NONE) {
        changes.retract(new Changes.Fact(holder, former, fact.v(), fact.form()));
      }
      for (Object old : changes.values(fact.e(), fact.attribute())) {
        if (ValueOrder.compare(old, fact.v()) != 0 && !taken.contains(old)) {
          changes.add(new Changes.Fact(fact.e(), former, old, fact.form()));
        }
      }
    }
  }
}

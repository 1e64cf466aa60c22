package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Joins;
import dev.dfdb.internal.query.relation.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows so far, as relations without common variables, of which the rows are all combinations.
 * Combinations are made only where a goal asks for them.
 */
final class Bindings {

  private final List<Relation> relations = new ArrayList<>();
  private final Set<Variable> bound = new HashSet<>();
  private boolean empty;

  Bindings(Collection<Relation> start) {
    start.forEach(this::put);
  }

  /** Whether there are no rows, and so never will be. */
  boolean isEmpty() {
    return empty;
  }

  Set<Variable> bound() {
    return bound;
  }

  /** The relations that have one of these variables. */
  List<Relation> touching(Collection<Variable> variables) {
    List<Relation> touching = new ArrayList<>(relations.size());
    for (Relation relation : relations) {
      if (touches(relation, variables)) {
        touching.add(relation);
      }
    }
    return touching;
  }

  private static boolean touches(Relation relation, Collection<Variable> variables) {
    for (Variable variable : relation.variables()) {
      if (variables.contains(variable)) {
        return true;
      }
    }
    return false;
  }

  /** How many combinations of rows there are of the relations that have one of these variables. */
  double combinations(Collection<Variable> variables) {
    double product = 1;
    for (Relation relation : relations) {
      if (touches(relation, variables)) {
        product *= relation.size();
      }
    }
    return product;
  }

  /** How many rows there are of the relations with these variables; of all, if none has one. */
  long rows(Collection<Variable> variables) {
    if (empty) {
      return 0;
    }
    Set<Variable> counted = touching(variables).isEmpty() ? bound : Set.copyOf(variables);
    return (long) combinations(counted);
  }

  /** Takes out all relations that have one of these variables. */
  List<Relation> take(Collection<Variable> variables) {
    List<Relation> taken = touching(variables);
    relations.removeAll(taken);
    return taken;
  }

  /** Takes out all relations that have one of these variables, combined into one. */
  Relation takeCombined(Collection<Variable> variables) {
    return combine(take(variables));
  }

  private static Relation combine(List<Relation> relations) {
    Relation combined = Relation.UNIT;
    for (Relation relation : relations) {
      combined = Joins.natural(combined, relation);
    }
    return combined;
  }

  /** Puts in a relation that has no variables in common with those there. */
  void put(Relation relation) {
    bound.addAll(relation.variables());
    empty |= relation.isEmpty();
    if (!relation.variables().isEmpty()) {
      relations.add(relation);
    }
  }

  /** Joins a relation with those that it has variables in common with. */
  void join(Relation relation, Set<Variable> needed) {
    Relation joined = relation;
    for (Relation other : take(relation.variables())) {
      joined = Joins.natural(joined, other);
    }
    put(joined.keep(needed));
  }

  /**
   * Forgets all columns but those of some variables.
   *
   * @param distinct of which relations to merge rows that have become equal: those with one of
   *     these
   */
  void keep(Set<Variable> needed, Set<Variable> distinct) {
    for (int i = relations.size() - 1; i >= 0; i--) {
      Relation kept = relations.get(i).keep(needed);
      if (kept.variables().isEmpty()) {
        relations.remove(i);
      } else {
        relations.set(i, touches(kept, distinct) ? kept.distinct() : kept);
      }
    }
  }

  /** About how much memory they take. */
  long bytes() {
    long bytes = 0;
    for (Relation relation : relations) {
      bytes += relation.bytes();
    }
    return bytes;
  }

  /** All combinations, as rows over exactly these variables, each row once. */
  Relation answer(List<Variable> variables) {
    if (empty) {
      return Relation.empty(variables);
    }
    List<Relation> parts = new ArrayList<>();
    for (Relation relation : relations) {
      Relation kept = relation.keep(variables);
      if (!kept.variables().isEmpty()) {
        parts.add(kept.distinct());
      }
    }
    return combine(parts).project(variables);
  }
}

package dev.dfdb.internal.query.solve;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.query.ast.Binding;
import dev.dfdb.internal.query.ast.Blank;
import dev.dfdb.internal.query.ast.Call;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.Function;
import dev.dfdb.internal.query.relation.Equality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The goals of a pattern with dimensions of time: one that finds the versions of datoms, and one
 * for each dimension that asks for it by entity and transaction.
 */
final class TimedGoals {

  private static final Symbol NAME = Symbol.of("at");

  private final Clause.TimedPattern clause;
  private final Sources sources;
  private final int number;

  /**
   * Goals of a clause.
   *
   * @param number tells it from others beside it
   */
  TimedGoals(Clause.TimedPattern clause, Sources sources, int number) {
    this.clause = clause;
    this.sources = sources;
    this.number = number;
  }

  List<Goal> build(References references) {
    if (!(sources.get(clause.source(), clause.origin()) instanceof DatomSource database)) {
      throw clause
          .origin()
          .error(
              "Only the datoms of a database have dimensions of time",
              Map.of("source", clause.source()));
    }
    List<Term> terms = new ArrayList<>(clause.terms());
    if (terms.size() == DatomPattern.TX) {
      terms.add(Blank.BLANK);
    }
    Variable e = named(terms, DatomPattern.E, "entity");
    Variable tx = named(terms, DatomPattern.TX, "tx");
    List<Goal> goals = new ArrayList<>();
    goals.add(new PatternBuilder(
            new Clause.DataPattern(clause.source(), List.copyOf(terms), clause.origin()),
            references)
        .over(database.versions()));
    constrain(goals, DatomPattern.E, e, database);
    constrain(goals, DatomPattern.TX, tx, database);
    for (Clause.Time time : clause.times()) {
      goals.add(goal(database, time, e, tx));
    }
    return goals;
  }

  /** The variable of a component; a new one where it is none. */
  private Variable named(List<Term> terms, int component, String purpose) {
    if (terms.get(component) instanceof Variable variable) {
      return variable;
    }
    Variable made = new Variable("?" + purpose + "#at" + number);
    terms.set(component, made);
    return made;
  }

  /** A constant that a new variable took the place of. */
  private void constrain(List<Goal> goals, int component, Variable made, DatomSource database) {
    if (component < clause.terms().size()
        && clause.terms().get(component) instanceof Constant constant) {
      Object value = constant.value();
      long id = value == null ? DatomSource.NONE : database.entityId(value);
      Destructuring values = new Destructuring(new Binding.Scalar(made), clause.origin());
      values.add(id);
      goals.add(new ValuesGoal(values.rows().distinct(), clause.origin().text()));
    }
  }

  private Goal goal(DatomSource database, Clause.Time time, Variable e, Variable tx) {
    Attribute dimension = dimension(database, time.dimension());
    @Nullable Object wanted = time.term() instanceof Constant constant ? constant.value() : null;
    Function.Body body = arguments -> {
      Object value =
          database.dimension(dimension, id(database, arguments[0]), id(database, arguments[1]));
      return wanted == null || (value != null && Equality.same(value, wanted)) ? value : null;
    };
    Arguments arguments = new Arguments(
        new Function("at", 2, 2, body), new Call(NAME, List.of(e, tx)), sources, clause.origin());
    return time.term() instanceof Variable variable
        ? new ApplicationGoal(arguments, new Binding.Scalar(variable))
        : new PredicateGoal(arguments);
  }

  private Attribute dimension(DatomSource database, Keyword name) {
    Attribute attribute = database.attribute(name);
    if (attribute == null || attribute.dimension() == null) {
      throw clause
          .origin()
          .error(
              "No such dimension of time",
              Map.of("dimension", name, "expected", "an entity with this :dimension/name"));
    }
    return attribute;
  }

  private static long id(DatomSource database, @Nullable Object reference) {
    return reference == null ? DatomSource.NONE : database.entityId(reference);
  }
}

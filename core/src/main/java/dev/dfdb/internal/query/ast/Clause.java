package dev.dfdb.internal.query.ast;

import dev.dfdb.edn.Keyword;
import java.util.List;

/** One condition of a query or of the body of a rule. */
public sealed interface Clause {

  /** Where it was written. */
  Origin origin();

  /**
   * {@code [$source ?e :attribute ?v ?tx ?op]}: the facts of a database, or the rows of a
   * collection, that have these components. Trailing components may be missing.
   */
  record DataPattern(SourceName source, List<Term> terms, Origin origin) implements Clause {}

  /**
   * {@code [$source ?e :attribute ?v :at/shipped ?t]}: every assertion there was with these
   * components, live or not, whose transaction has these dimensions of time.
   *
   * @param terms from two to five components
   * @param times at least one dimension
   */
  record TimedPattern(SourceName source, List<Term> terms, List<Time> times, Origin origin)
      implements Clause {}

  /** A dimension of time by the name of its attribute, and what it is. */
  record Time(Keyword dimension, Term term) {}

  /** {@code [(< ?a ?b)]}: keeps the rows for which the function gives neither false nor nil. */
  record Predicate(Call call, Origin origin) implements Clause {}

  /** {@code [(+ ?a 1) ?b]}: binds what the function gives, or compares it with what is bound. */
  record Application(Call call, Binding binding, Origin origin) implements Clause {}

  /** {@code (not clause+)}: keeps the rows for which the body has no solution. */
  record Not(List<Clause> body, Origin origin) implements Clause {}

  /** {@code (not-join [?x] clause+)}: like {@link Not}, sharing only the listed variables. */
  record NotJoin(List<Variable> shared, List<Clause> body, Origin origin) implements Clause {}

  /** {@code (or branch+)}: the union of the branches; {@code (and ...)} makes a branch of many. */
  record Or(List<List<Clause>> branches, Origin origin) implements Clause {}

  /**
   * {@code (or-join [[?in] ?out] branch+)}: like {@link Or}, sharing only the listed variables.
   *
   * @param required those that must be bound before
   * @param shared all those listed, the required ones first
   */
  record OrJoin(
      List<Variable> required, List<Variable> shared, List<List<Clause>> branches, Origin origin)
      implements Clause {}

  /** {@code ($source rule-name ?a 1 _)}: the rows for which one of the rule's branches holds. */
  record RuleCall(SourceName source, String rule, List<Term> arguments, Origin origin)
      implements Clause {}
}

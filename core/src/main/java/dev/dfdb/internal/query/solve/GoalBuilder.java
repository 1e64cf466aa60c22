package dev.dfdb.internal.query.solve;

import dev.dfdb.edn.Symbol;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.query.analyze.CompiledRules;
import dev.dfdb.internal.query.ast.Binding;
import dev.dfdb.internal.query.ast.Call;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.Function;
import dev.dfdb.internal.query.function.FunctionTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes goals of clauses, given the sources they read. Belongs to one run of a query and to one
 * thread.
 */
final class GoalBuilder {

  private static final Set<Symbol> CONSTANT_FUNCTIONS =
      Set.of(Symbol.of("ground"), Symbol.of("identity"));

  private final Sources sources;
  private final CompiledRules rules;
  private final RulePrograms programs;
  private final FunctionTable functions;
  private final boolean keepsOrder;

  /**
   * Makes goals.
   *
   * @param keepsOrder whether goals within others are solved in the order of their clauses
   */
  GoalBuilder(
      Sources sources,
      CompiledRules rules,
      RulePrograms programs,
      FunctionTable functions,
      boolean keepsOrder) {
    this.keepsOrder = keepsOrder;
    this.sources = sources;
    this.rules = rules;
    this.programs = programs;
    this.functions = functions;
  }

  /**
   * What a body consists of.
   *
   * @param goals what can be solved by itself
   * @param calls calls of rules that are being evaluated
   */
  record Body(List<Goal> goals, List<RecursiveCall> calls) {}

  /**
   * The goals of clauses that stand beside each other.
   *
   * @param given variables from outside that may hold idents or lookup refs
   */
  List<Goal> build(List<Clause> clauses, Set<Variable> given) {
    return build(clauses, given, null).goals();
  }

  /**
   * The goals of the body of a rule, with the calls that lead back to the rule apart.
   *
   * @param rule the rule; null if there is none
   */
  Body build(List<Clause> clauses, Set<Variable> given, @Nullable String rule) {
    Set<Variable> variables = new HashSet<>(given);
    for (Clause clause : clauses) {
      if (clause instanceof Clause.Application application
          && isConstant(application)
          && application.binding() instanceof Binding.Scalar scalar
          && References.isReference(constant(application))) {
        variables.add(scalar.variable());
      }
    }
    References references = new References(variables, sources);
    List<Goal> goals = new ArrayList<>();
    List<RecursiveCall> calls = new ArrayList<>();
    for (Clause clause : clauses) {
      if (clause instanceof Clause.RuleCall call
          && rule != null
          && rules.isRecursiveCall(rule, call)) {
        calls.add(new RecursiveCall(
            call.rule(), call.source(), arguments(call, references), call.origin()));
      } else if (clause instanceof Clause.TimedPattern pattern) {
        goals.addAll(new TimedGoals(pattern, sources, goals.size()).build(references));
      } else {
        goals.add(goal(clause, references));
      }
    }
    goals.addAll(0, references.goals());
    narrow(goals, Map.of());
    return new Body(goals, calls);
  }

  /**
   * Tells patterns what comparisons beside them ask of their values.
   *
   * @param known the variables of which the only value is known
   */
  static void narrow(List<Goal> goals, Map<Variable, Object> known) {
    for (Goal goal : goals) {
      LongComparison comparison =
          goal instanceof PredicateGoal predicate ? predicate.comparison() : null;
      if (comparison != null) {
        for (Goal other : goals) {
          if (other instanceof PatternGoal pattern) {
            pattern.narrow(comparison, known);
          }
        }
      }
    }
  }

  private Goal goal(Clause clause, References references) {
    if (clause instanceof Clause.DataPattern pattern) {
      Object source = sources.get(pattern.source(), pattern.origin());
      PatternBuilder builder = new PatternBuilder(pattern, references);
      return source instanceof DatomSource database
          ? builder.over(database)
          : builder.over((Iterable<?>) source);
    }
    if (clause instanceof Clause.Predicate predicate) {
      return new PredicateGoal(arguments(predicate.call(), predicate.origin()));
    }
    if (clause instanceof Clause.Application application) {
      return application(application);
    }
    if (clause instanceof Clause.NotJoin not) {
      return new NotGoal(not.shared(), nested(not.body(), not.shared(), references), not.origin());
    }
    if (clause instanceof Clause.OrJoin or) {
      return new OrGoal(
          or,
          or.branches().stream()
              .map(branch -> nested(branch, or.shared(), references))
              .toList(),
          rules.readiness());
    }
    if (clause instanceof Clause.RuleCall call) {
      return call(call, arguments(call, references), sources.withDefault(call.source()));
    }
    throw new IllegalArgumentException("a clause whose scope isn't resolved: " + clause);
  }

  private Goal call(Clause.RuleCall call, List<Variable> arguments, Sources callees) {
    TransitiveRule closure = programs.closure(call.rule());
    if (closure != null && callees.find(SourceName.DEFAULT) instanceof DatomSource database) {
      Attribute attribute = database.attribute(closure.attribute());
      if (attribute != null && attribute.isRef()) {
        Variable from = arguments.get(closure.isBackward() ? 1 : 0);
        Variable to = arguments.get(closure.isBackward() ? 0 : 1);
        return new TransitiveGoal(
            database, attribute.id(), from, to, Long.MAX_VALUE, call.origin());
      }
    }
    return new RuleGoal(call.rule(), arguments, callees, programs, call.origin());
  }

  private Conjunction nested(List<Clause> clauses, List<Variable> shared, References references) {
    Set<Variable> given = new HashSet<>(references.variables());
    given.retainAll(shared);
    return new Conjunction(build(clauses, given), shared, keepsOrder);
  }

  private Goal application(Clause.Application application) {
    if (isConstant(application)) {
      Destructuring values = new Destructuring(application.binding(), application.origin());
      values.add(constant(application));
      return new ValuesGoal(values.rows().distinct(), application.origin().text());
    }
    return new ApplicationGoal(
        arguments(application.call(), application.origin()), application.binding());
  }

  private static boolean isConstant(Clause.Application application) {
    Call call = application.call();
    return CONSTANT_FUNCTIONS.contains(call.function())
        && call.arguments().size() == 1
        && call.arguments().get(0) instanceof Constant constant
        && constant.value() != null;
  }

  private static @Nullable Object constant(Clause.Application application) {
    return ((Constant) application.call().arguments().get(0)).value();
  }

  private Arguments arguments(Call call, Origin origin) {
    Function function = functions
        .find(call.function())
        .orElseThrow(
            () -> origin.error("An unknown function", Map.of("function", call.function())));
    return new Arguments(function, call, sources, origin);
  }

  /** The arguments of a rule, which are different variables once a query is compiled. */
  private List<Variable> arguments(Clause.RuleCall call, References references) {
    Object source = sources.find(call.source());
    List<Variable> arguments = new ArrayList<>();
    for (Term term : call.arguments()) {
      Variable variable = (Variable) term;
      arguments.add(
          source instanceof DatomSource database
              ? references.resolved(
                  variable, call.source(), database, References.Kind.ARGUMENT, call.origin())
              : variable);
    }
    return List.copyOf(arguments);
  }
}

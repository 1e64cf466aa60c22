package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Find;
import dev.dfdb.internal.query.ast.Input;
import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.Query;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.Aggregates;
import dev.dfdb.internal.query.function.FunctionTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query checked against rules and made ready for evaluation on any database. Immutable.
 *
 * @param query the query
 * @param where its clauses, with scopes resolved and rules inlined; in a {@linkplain ClauseOrder
 *     canonical} order, unless it keeps that in which they are written
 * @param rules the rules
 * @param strata the names of the rules that it reaches, by stratum, the lowest first
 */
public record CompiledQuery(
    Query query, List<Clause> where, CompiledRules rules, List<List<String>> strata) {

  /**
   * Checks and prepares a query.
   *
   * @throws dev.dfdb.error.QueryException if it can't be evaluated on any database
   */
  public static CompiledQuery of(Query query, CompiledRules rules, FunctionTable functions) {
    Set<Variable> given = inputVariables(query);
    List<Clause> scoped = Scoping.resolve(query.where(), given);
    boolean hasRules = query.inputs().stream().anyMatch(Input.Rules.class::isInstance);
    new CallChecks(rules.graph(), hasRules, functions).check(scoped);
    List<Clause> where = new Inlining(rules.graph()).apply(scoped);
    Set<SourceName> sources = sources(query);
    checkSources(where, sources);
    checkPulls(query, sources);
    checkFound(query, given, functions);
    rules.readiness().check(where, given);
    return new CompiledQuery(
        query,
        query.keepsOrder()
            ? where
            : new Inlining(rules.graph()).apply(ClauseOrder.canonical(scoped)),
        rules,
        Strata.of(scoped, rules.graph()));
  }

  private static Set<Variable> inputVariables(Query query) {
    Set<Variable> given = new LinkedHashSet<>();
    for (Input input : query.inputs()) {
      if (input instanceof Input.Values values) {
        given.addAll(values.binding().variables());
      }
    }
    return given;
  }

  private static void checkFound(Query query, Set<Variable> given, FunctionTable functions) {
    Set<Variable> bindable = new LinkedHashSet<>(given);
    query.where().forEach(clause -> bindable.addAll(Variables.bindable(clause)));
    for (Find.Element element : query.find().elements()) {
      if (element instanceof Find.Aggregate aggregate) {
        Aggregates.find(aggregate, functions);
      }
      checkFound(element.variable(), element.origin(), bindable);
    }
    query.with().forEach(variable -> checkFound(variable, new Origin(":with", variable), bindable));
    checkAmount(query.page().offset(), ":offset", query);
    checkAmount(query.page().limit(), ":limit", query);
  }

  private static void checkAmount(@Nullable Term amount, String place, Query query) {
    if (amount instanceof Variable variable
        && query.inputs().stream().noneMatch(input -> input.isNamed(variable.name()))) {
      throw new Origin(place, variable)
          .error(
              "A number of rows that isn't among the inputs",
              Map.of("expected", "a number, or " + variable + " in :in, by itself"));
    }
  }

  private static void checkFound(Variable variable, Origin origin, Set<Variable> bindable) {
    if (!bindable.contains(variable)) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("variable", variable);
      context.put("bound", bindable);
      context.put("expected", "a clause of :where, or an input, that binds it");
      throw origin.error("A variable that nothing binds", context);
    }
  }

  private static Set<SourceName> sources(Query query) {
    Set<SourceName> known = new HashSet<>();
    for (Input input : query.inputs()) {
      if (input instanceof Input.Source source) {
        known.add(source.name());
      }
    }
    return known;
  }

  private static void checkPulls(Query query, Set<SourceName> known) {
    for (Find.Element element : query.find().elements()) {
      if (element instanceof Find.Pull pull) {
        checkSource(pull.source(), pull.origin(), known);
        if (pull.pattern() instanceof Find.Pattern.Given given
            && query.inputs().stream().noneMatch(input -> input.isNamed(given.name()))) {
          throw pull.origin()
              .error(
                  "A pull pattern that isn't among the inputs",
                  Map.of("pattern", given.name(), "expected", given.name() + " in :in, by itself"));
        }
      }
    }
  }

  private static void checkSources(List<Clause> clauses, Set<SourceName> known) {
    for (Clause clause : clauses) {
      for (SourceName used : sources(clause)) {
        checkSource(used, clause.origin(), known);
      }
      if (clause instanceof Clause.NotJoin not) {
        checkSources(not.body(), known);
      } else if (clause instanceof Clause.OrJoin or) {
        or.branches().forEach(branch -> checkSources(branch, known));
      }
    }
  }

  private static void checkSource(SourceName used, Origin origin, Set<SourceName> known) {
    if (!known.contains(used)) {
      throw origin.error(
          "A source that isn't among the inputs",
          Map.of("source", used, "known", known, "expected", used + " in :in"));
    }
  }

  private static List<SourceName> sources(Clause clause) {
    List<SourceName> used = new ArrayList<>();
    if (clause instanceof Clause.DataPattern pattern) {
      used.add(pattern.source());
    } else if (clause instanceof Clause.TimedPattern pattern) {
      used.add(pattern.source());
    } else if (clause instanceof Clause.RuleCall call
        && !call.source().equals(SourceName.DEFAULT)) {
      used.add(call.source());
    } else if (clause instanceof Clause.Predicate predicate) {
      add(used, predicate.call().arguments());
    } else if (clause instanceof Clause.Application application) {
      add(used, application.call().arguments());
    }
    return used;
  }

  private static void add(List<SourceName> used, List<Term> arguments) {
    for (Term argument : arguments) {
      if (argument instanceof SourceName name) {
        used.add(name);
      }
    }
  }
}

package dev.dfdb.internal.query;

import dev.dfdb.error.QueryException;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.limit.Limits;
import dev.dfdb.internal.pull.PullEngine;
import dev.dfdb.internal.query.analyze.CompiledQuery;
import dev.dfdb.internal.query.analyze.CompiledRules;
import dev.dfdb.internal.query.ast.Input;
import dev.dfdb.internal.query.ast.Query;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.function.FunctionTable;
import dev.dfdb.internal.query.relation.Relation;
import dev.dfdb.internal.query.solve.Evaluator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A query that was parsed once, to be run many times. Safe from any thread. */
public final class PreparedQuery {

  private final Query query;
  private final Function<@Nullable Object, CompiledRules> rulesOf;
  private final PullEngine pulls;
  private final FunctionTable functions;
  private volatile @Nullable CompiledQuery compiled;

  /** A query, with what makes rules of an input, what pulls, and what can be called. */
  PreparedQuery(
      Query query,
      Function<@Nullable Object, CompiledRules> rulesOf,
      PullEngine pulls,
      FunctionTable functions) {
    this.functions = functions;
    this.query = query;
    this.rulesOf = rulesOf;
    this.pulls = pulls;
  }

  /** The query as it was understood. */
  public Query query() {
    return query;
  }

  /** Whether the first input is the source {@code $}. */
  public boolean startsWithDatabase() {
    return !query.inputs().isEmpty()
        && query.inputs().get(0) instanceof Input.Source source
        && source.name().equals(SourceName.DEFAULT);
  }

  /**
   * Answers the query.
   *
   * @param inputs one for each entry of {@code :in}, in order: a
   *     {@link dev.dfdb.internal.index.DatomSource} or a collection of rows for a source, rules as
   *     EDN text or forms for {@code %}, values for the rest
   * @throws QueryException if the query can't be answered with these inputs
   */
  public Answer run(List<? extends @Nullable Object> inputs) {
    return run(inputs, Limits.UNLIMITED);
  }

  /**
   * Answers the query within limits.
   *
   * @throws dev.dfdb.error.QueryLimitException if it takes more
   * @throws dev.dfdb.error.QueryCancelledException if it is cancelled
   * @see #run(List)
   */
  public Answer run(List<? extends @Nullable Object> inputs, Limits limits) {
    return Budget.within(limits, () -> answer(inputs));
  }

  private Answer answer(List<? extends @Nullable Object> inputs) {
    List<Input> expected = query.inputs();
    if (inputs.size() != expected.size()) {
      throw new QueryException(
          "A query given the wrong number of inputs",
          Map.of(
              "given", inputs.size(),
              "expected", expected.stream().map(PreparedQuery::name).toList()));
    }
    Paging paging = Paging.of(query, inputs);
    Relation rows = Evaluator.solve(compiled(inputs), inputs, functions);
    Projection projection = new Projection(query.find(), rows, paging, functions);
    return new FindPulls(query, inputs, pulls).apply(projection.answer());
  }

  private static String name(Input input) {
    if (input instanceof Input.Source source) {
      return source.name().name();
    }
    if (input instanceof Input.Pattern pattern) {
      return pattern.name();
    }
    return input instanceof Input.Values values ? values.origin().text() : "%";
  }

  private CompiledQuery compiled(List<? extends @Nullable Object> inputs) {
    CompiledRules rules = CompiledRules.NONE;
    for (int i = 0; i < inputs.size(); i++) {
      if (query.inputs().get(i) instanceof Input.Rules) {
        rules = rulesOf.apply(inputs.get(i));
      }
    }
    CompiledQuery known = compiled;
    if (known == null || !known.rules().equals(rules)) {
      known = CompiledQuery.of(query, rules, functions);
      compiled = known;
    }
    return known;
  }
}

package dev.dfdb.internal.query;

import dev.dfdb.error.QueryException;
import dev.dfdb.error.SyntaxException;
import dev.dfdb.internal.form.BoundedCache;
import dev.dfdb.internal.limit.Limits;
import dev.dfdb.internal.pull.PullEngine;
import dev.dfdb.internal.pull.Transforms;
import dev.dfdb.internal.query.analyze.CompiledRules;
import dev.dfdb.internal.query.ast.Query;
import dev.dfdb.internal.query.function.FunctionTable;
import dev.dfdb.internal.query.parse.QueryParser;
import dev.dfdb.internal.query.parse.RuleParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers Datalog queries. Queries and rules given as text are parsed once and kept, as many as
 * were used last. Safe from any thread.
 */
public final class QueryEngine {

  private static final int CACHED = 256;

  private final BoundedCache<String, PreparedQuery> queries;
  private final BoundedCache<String, CompiledRules> rules;
  private final FunctionTable functions = new FunctionTable();
  private final PullEngine pulls = new PullEngine(new Transforms());
  private final Limits limits;

  /** An engine that knows no query yet, and no functions of the caller's. */
  public QueryEngine() {
    this(CACHED, Limits.UNLIMITED);
  }

  /**
   * An engine that knows no query yet, and no functions of the caller's.
   *
   * @param cached how many queries, and how many sets of rules, to keep
   * @param limits of queries that have none of their own
   */
  public QueryEngine(int cached, Limits limits) {
    this.queries = new BoundedCache<>(cached);
    this.rules = new BoundedCache<>(cached);
    this.limits = limits;
  }

  /** The functions and aggregates that queries can call. */
  public FunctionTable functions() {
    return functions;
  }

  /** The limits of queries that have none of their own. */
  public Limits limits() {
    return limits;
  }

  /** What pulls. */
  public PullEngine pulls() {
    return pulls;
  }

  /**
   * Parses a query: EDN text, or its vector or map form as Java objects.
   *
   * @throws SyntaxException if a text isn't EDN
   * @throws QueryException if it isn't a query
   */
  public PreparedQuery prepare(Object query) {
    return query instanceof String text ? queries.get(text, this::parse) : parse(query);
  }

  /** Prepares a query that was parsed. */
  public PreparedQuery prepare(Query parsed) {
    return new PreparedQuery(parsed, this::rulesOf, pulls, functions);
  }

  /**
   * Answers a query: parses it and runs it.
   *
   * @param inputs as {@link PreparedQuery#run} takes them
   * @throws SyntaxException if a text isn't EDN
   * @throws QueryException if it isn't a query, or can't be answered with these inputs
   */
  public Answer query(Object query, List<? extends @Nullable Object> inputs) {
    return prepare(query).run(inputs);
  }

  private PreparedQuery parse(Object query) {
    return prepare(QueryParser.parse(query));
  }

  private CompiledRules rulesOf(@Nullable Object input) {
    return input instanceof String text
        ? rules.get(text, key -> new CompiledRules(RuleParser.parse(key)))
        : new CompiledRules(RuleParser.parse(input));
  }
}

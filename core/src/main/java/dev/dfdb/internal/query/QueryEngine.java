package dev.dfdb.internal.query;

import dev.dfdb.error.QueryException;
import dev.dfdb.error.SyntaxException;
import dev.dfdb.internal.form.BoundedCache;
import dev.dfdb.internal.pull.PullEngine;
import dev.dfdb.internal.pull.Transforms;
import dev.dfdb.internal.query.analyze.CompiledRules;
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

  private final BoundedCache<String, PreparedQuery> queries = new BoundedCache<>(CACHED);
  private final BoundedCache<String, CompiledRules> rules = new BoundedCache<>(CACHED);

  private final PullEngine pulls;

  /** An engine that knows no query yet, and no functions for {@code :xform}. */
  public QueryEngine() {
    this(new PullEngine(new Transforms()));
  }

  /** An engine that knows no query yet, and pulls with another. */
  public QueryEngine(PullEngine pulls) {
    this.pulls = pulls;
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
    return new PreparedQuery(QueryParser.parse(query), this::rulesOf, pulls);
  }

  private CompiledRules rulesOf(@Nullable Object input) {
    return input instanceof String text
        ? rules.get(text, key -> new CompiledRules(RuleParser.parse(key)))
        : new CompiledRules(RuleParser.parse(input));
  }
}

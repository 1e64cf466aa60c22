package dev.dfdb;

import dev.dfdb.internal.limit.Limits;
import dev.dfdb.internal.query.PreparedQuery;
import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.query.parse.QueryParser;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query that was parsed once, to be asked many times, and what it may take of the machine. It
 * belongs to no database.
 *
 * <pre>{@code
 * Query older = Query.of("[:find ?name :in $ ?min :where [?p :person/name ?name]"
 *     + " [?p :person/age ?age] [(< ?min ?age)]]").timeout(Duration.ofSeconds(2)).maxRows(1_000);
 * db.q(older, 40);
 * }</pre>
 *
 * <p>Limits that it doesn't have are those of the connection. Immutable, and safe from any thread.
 */
public final class Query {

  private final dev.dfdb.internal.query.ast.Query parsed;
  private final Limits limits;
  private final Object written;
  private volatile @Nullable Prepared last;

  private record Prepared(QueryEngine engine, PreparedQuery query) {}

  private Query(dev.dfdb.internal.query.ast.Query parsed, Limits limits, Object written) {
    this.parsed = parsed;
    this.limits = limits;
    this.written = written;
  }

  private Query(dev.dfdb.internal.query.ast.Query parsed, Query like) {
    this(parsed, like.limits, like.written);
  }

  private Query with(Limits other) {
    return new Query(parsed, other, written);
  }

  /**
   * Parses a query.
   *
   * @param query EDN text, or the same vector or map as Java collections
   * @throws dev.dfdb.error.SyntaxException if a text is no EDN
   * @throws dev.dfdb.error.QueryException if it is no query; names the clause and its place
   */
  public static Query of(Object query) {
    return query instanceof Query known
        ? known
        : new Query(
            QueryParser.parse(Objects.requireNonNull(query, "query")), Limits.UNLIMITED, query);
  }

  /**
   * The same query that may run no longer than a time. When it is over, the query ends with a
   * {@link dev.dfdb.error.QueryLimitException}.
   *
   * @throws IllegalArgumentException if the time is not positive
   */
  public Query timeout(Duration time) {
    return with(new Limits(
        positive(time.toNanos(), "time"), limits.rows(), limits.bytes(), limits.cancelled()));
  }

  /**
   * The same query whose answer may have no more rows than a number; an answer of more is a
   * {@link dev.dfdb.error.QueryLimitException}. For the first few rows of many there is
   * {@code :limit}.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public Query maxRows(long rows) {
    return with(
        new Limits(limits.nanos(), positive(rows, "rows"), limits.bytes(), limits.cancelled()));
  }

  /**
   * The same query that may take no more memory than a number of bytes, for what it finds on the
   * way and for its answer together, as far as can be estimated. Beyond, it ends with a
   * {@link dev.dfdb.error.QueryLimitException}, before it takes the memory.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public Query maxMemoryBytes(long bytes) {
    return with(
        new Limits(limits.nanos(), limits.rows(), positive(bytes, "bytes"), limits.cancelled()));
  }

  /**
   * The same query that stops when a cancellation says so, with a
   * {@link dev.dfdb.error.QueryCancelledException}. A query also stops when its thread is
   * interrupted.
   */
  public Query cancelledBy(Cancellation cancellation) {
    return with(
        new Limits(limits.nanos(), limits.rows(), limits.bytes(), cancellation::isCancelled));
  }

  /**
   * The same query whose clauses are solved in the order in which they are written, each as soon as
   * what it needs is bound. For who knows better than the numbers that the order is usually chosen
   * by; {@code :keep-order true} in the query says the same. Rules keep an order of their own.
   */
  public Query keepOrder() {
    return new Query(parsed.keepingOrder(), this);
  }

  private static long positive(long number, String what) {
    if (number <= 0) {
      throw new IllegalArgumentException("a limit of " + what + " is positive: " + number);
    }
    return number;
  }

  /** As it was given to {@link #of}. */
  @Override
  public String toString() {
    return String.valueOf(written);
  }

  Limits limits() {
    return limits;
  }

  PreparedQuery prepared(QueryEngine engine) {
    Prepared known = last;
    if (known == null || known.engine != engine) {
      known = new Prepared(engine, engine.prepare(parsed));
      last = known;
    }
    return known.query;
  }
}

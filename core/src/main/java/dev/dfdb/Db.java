package dev.dfdb;

import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.query.Answer;
import dev.dfdb.internal.query.PreparedQuery;
import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.transaction.Basis;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A database as a value: the facts as they were at one moment, whatever is transacted afterwards.
 * Safe from any thread; there is nothing to close, but it can be read only while its connection is
 * open.
 */
public final class Db {

  private final Basis basis;
  private final QueryEngine engine;

  Db(Basis basis, QueryEngine engine) {
    this.basis = basis;
    this.engine = engine;
  }

  /** The number of the last transaction it holds; 0 where there has been none. */
  public long basisT() {
    return basis.value().root().t();
  }

  /**
   * Answers a Datalog query.
   *
   * <pre>{@code
   * db.q("[:find ?name (count ?e) :in $ ?min :where [?e :person/name ?name] [?e :person/age ?a] [(<= ?min ?a)]]", 18)
   * }</pre>
   *
   * @param query EDN text, or the same vector or map as Java collections of
   *     {@link dev.dfdb.edn.Keyword}s, {@link dev.dfdb.edn.Symbol}s and values
   * @param inputs what {@code :in} names, in order, without {@code $}, which is this database:
   *     values, collections, other databases ({@code $other}), rules as EDN text or as forms
   *     ({@code %})
   * @throws dev.dfdb.error.SyntaxException if a text is no EDN
   * @throws dev.dfdb.error.QueryException if the query can't be answered; names the clause and its
   *     place
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public QueryResult q(Object query, @Nullable Object... inputs) {
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(inputs, "inputs: for a single nil, give an array that holds it");
    basis.checkOpen();
    PreparedQuery prepared = engine.prepare(query);
    List<@Nullable Object> all = new ArrayList<>(inputs.length + 1);
    if (prepared.startsWithDatabase()) {
      all.add(value());
    }
    for (Object input : inputs) {
      all.add(input instanceof Db other ? other.value() : input);
    }
    try {
      Answer answer = prepared.run(all);
      return new QueryResult(answer.columns(), answer.rows());
    } finally {
      // The snapshots are closed when nobody holds the values any more: not before the answer is
      // there.
      Reference.reachabilityFence(this);
      Reference.reachabilityFence(inputs);
    }
  }

  /**
   * Lets something read the database while its state is sure to stay.
   *
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  <T extends @Nullable Object> T read(Function<DatomSource, T> reading) {
    basis.checkOpen();
    try {
      return reading.apply(basis.value());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  DatabaseValue value() {
    return basis.value();
  }
}

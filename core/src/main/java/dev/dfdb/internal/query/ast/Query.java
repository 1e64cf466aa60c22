package dev.dfdb.internal.query.ast;

import java.util.List;

/**
 * A whole query. Immutable.
 *
 * @param find what it gives
 * @param with variables that keep rows apart without being given
 * @param inputs what it takes, in order; only {@code $} if the query has no {@code :in}
 * @param where its conditions
 * @param page which rows of the answer it gives, and in which order
 * @param keepsOrder whether the conditions are solved as they stand, not in the best order
 */
public record Query(
    Find find,
    List<Variable> with,
    List<Input> inputs,
    List<Clause> where,
    Page page,
    boolean keepsOrder) {

  /** The same, with its conditions solved as they stand. */
  public Query keepingOrder() {
    return new Query(find, with, inputs, where, page, true);
  }
}

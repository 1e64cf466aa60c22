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
 */
public record Query(
    Find find, List<Variable> with, List<Input> inputs, List<Clause> where, Page page) {}

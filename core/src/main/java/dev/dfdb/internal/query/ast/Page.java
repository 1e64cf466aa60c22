package dev.dfdb.internal.query.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which order a query gives its rows, and which of them.
 *
 * @param sorts by what rows are ordered, the most significant first; empty for no order
 * @param offset how many rows to leave out first: a constant, or a variable that is an input; null
 *     for none
 * @param limit how many rows to give at most, likewise; null for all
 */
public record Page(
    List<Sort> sorts, @Nullable Term offset, @Nullable Term limit) {

  /** All rows, in no order. */
  public static final Page ALL = new Page(List.of(), null, null);

  /**
   * One of the things that rows are ordered by.
   *
   * @param column the column of {@code :find}, from 0
   */
  public record Sort(int column, boolean descending) {}
}

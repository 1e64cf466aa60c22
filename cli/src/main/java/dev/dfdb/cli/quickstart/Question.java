package dev.dfdb.cli.quickstart;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question that the quickstart asks.
 *
 * @param title what it asks, in words
 * @param query what it asks, in Datalog
 * @param rules the rules the query uses, its input {@code %}, or null
 * @param order the order in which to show the rows: a relation has none of its own
 */
record Question(
    String title, String query, @Nullable String rules, Comparator<List<@Nullable Object>> order) {

  /** The inputs of the query, after the database. */
  Object[] inputs() {
    return Stream.ofNullable(rules).toArray();
  }

  /** The rows by the text of one column, counted from 0. */
  static Comparator<List<@Nullable Object>> by(int column) {
    return Comparator.comparing(row -> String.valueOf(row.get(column)));
  }

  /** The rows by the number in one column, counted from 0, the greatest first. */
  static Comparator<List<@Nullable Object>> byGreatest(int column) {
    Comparator<List<@Nullable Object>> ascending =
        Comparator.comparingLong(row -> ((Number) row.get(column)).longValue());
    return ascending.reversed().thenComparing(by(0));
  }
}

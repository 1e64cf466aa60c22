package dev.dfdb.internal.query;

import dev.dfdb.codec.Values;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Page;
import dev.dfdb.internal.query.ast.Query;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.Comparison;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows in the order that a query asks for, and takes those it wants. Belongs to one run.
 *
 * @param sorts by what to order
 * @param offset how many rows to leave out
 * @param limit how many to take then
 */
record Paging(List<Page.Sort> sorts, long offset, long limit) {

  /** What sorting one row takes, more or less. */
  private static final long SORTED_BYTES = 24;

  /** What a query asks for, given its inputs. */
  static Paging of(Query query, List<? extends @Nullable Object> inputs) {
    Page page = query.page();
    return new Paging(
        page.sorts(),
        amount(page.offset(), 0, ":offset", query, inputs),
        amount(page.limit(), Long.MAX_VALUE, ":limit", query, inputs));
  }

  private static long amount(
      @Nullable Term term,
      long otherwise,
      String part,
      Query query,
      List<? extends @Nullable Object> inputs) {
    if (term == null) {
      return otherwise;
    }
    if (term instanceof Constant constant && constant.value() instanceof Long amount) {
      return amount;
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (term instanceof Variable variable && query.inputs().get(i).isNamed(variable.name())) {
        Object given = inputs.get(i);
        if (given instanceof Number
            && Values.canonical(given) instanceof Long amount
            && amount >= 0) {
          return amount;
        }
        throw new QueryException(
            "Not a number of rows",
            Map.of("at", part, "found", String.valueOf(given), "expected", "a number from 0"));
      }
    }
    // The query is checked before it is evaluated, and says then what is wrong.
    return otherwise;
  }

  /** The same for one who wants a single row. */
  Paging first() {
    return new Paging(sorts, offset, Math.min(limit, 1));
  }

  /** The numbers of the rows wanted, in their order. */
  Rows of(Column[] columns, int size) {
    int from = (int) Math.min(offset, size);
    int to = (int) Math.min(size, from + Math.min(limit, size));
    Rows wanted = new Rows(to - from);
    if (sorts.isEmpty()) {
      for (int row = from; row < to; row++) {
        wanted.add(row);
      }
      return wanted;
    }
    Budget budget = Budget.current();
    budget.charge(size * SORTED_BYTES);
    Integer[] order = new Integer[size];
    Arrays.setAll(order, row -> row);
    Arrays.sort(order, (left, right) -> {
      budget.tick();
      return compare(columns, left, right);
    });
    for (int i = from; i < to; i++) {
      wanted.add(order[i]);
    }
    return wanted;
  }

  private int compare(Column[] columns, int left, int right) {
    for (Page.Sort sort : sorts) {
      Column column = columns[sort.column()];
      int order = column.isLongs()
          ? Long.compare(column.getLong(left), column.getLong(right))
          : Comparison.compare(column.get(left), column.get(right));
      if (order != 0) {
        return sort.descending() ? -order : order;
      }
    }
    return 0;
  }

  /** The rows wanted, in their order. */
  List<List<@Nullable Object>> of(List<List<@Nullable Object>> rows) {
    List<List<@Nullable Object>> ordered = rows;
    if (!sorts.isEmpty()) {
      Budget budget = Budget.current();
      ordered = new ArrayList<>(rows);
      ordered.sort((left, right) -> {
        budget.tick();
        return compare(left, right);
      });
    }
    int from = (int) Math.min(offset, rows.size());
    int to = (int) Math.min(rows.size(), from + Math.min(limit, rows.size()));
    return ordered.subList(from, to);
  }

  private int compare(List<@Nullable Object> left, List<@Nullable Object> right) {
    for (Page.Sort sort : sorts) {
      int order = Comparison.compare(left.get(sort.column()), right.get(sort.column()));
      if (order != 0) {
        return sort.descending() ? -order : order;
      }
    }
    return 0;
  }
}

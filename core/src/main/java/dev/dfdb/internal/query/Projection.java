package dev.dfdb.internal.query;

import dev.dfdb.codec.Values;
import dev.dfdb.error.DfdbException;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Find;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.Aggregate;
import dev.dfdb.internal.query.function.Aggregates;
import dev.dfdb.internal.query.function.FunctionTable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Relation;
import dev.dfdb.internal.query.relation.RowIndex;
import dev.dfdb.internal.query.relation.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From the set of rows over the variables of {@code :find} and {@code :with} to the answer: rows of
 * the elements of {@code :find}, aggregates computed for each group of rows that agree on the rest.
 * Where something is to be pulled, the entity still stands in its place.
 */
final class Projection {

  /** A list, its array and its wrapper. */
  private static final long ROW_BYTES = 64;

  private static final long VALUE_BYTES = 28;

  private final Find find;
  private final Relation rows;
  private final Paging paging;
  private final FunctionTable functions;
  private final Budget budget = Budget.current();

  /** Rows with what is to be given of them. */
  Projection(Find find, Relation rows, Paging paging, FunctionTable functions) {
    this.functions = functions;
    this.find = find;
    this.rows = rows;
    this.paging = paging;
  }

  Answer answer() {
    List<List<@Nullable Object>> result =
        find.elements().stream().anyMatch(Find.Aggregate.class::isInstance)
            ? paging.of(groups())
            : plain();
    if (!isSingle()) {
      budget.checkRows(result.size());
    }
    List<Object> names = find.names().isEmpty()
        ? find.elements().stream().map(element -> (Object) element.text()).toList()
        : find.names();
    return new Answer(
        find.shape(),
        names,
        isSingle() && result.size() > 1
            ? List.of(result.get(0))
            : Collections.unmodifiableList(result));
  }

  private boolean isSingle() {
    return find.shape() == Find.Shape.SCALAR || find.shape() == Find.Shape.TUPLE;
  }

  private List<List<@Nullable Object>> plain() {
    Column[] columns = columns(find.elements());
    Rows wanted = (isSingle() ? paging.first() : paging).of(columns, rows.size());
    if (!isSingle()) {
      budget.checkRows(wanted.size());
    }
    budget.charge(wanted.size() * (ROW_BYTES + columns.length * VALUE_BYTES));
    List<List<@Nullable Object>> result = new ArrayList<>(wanted.size());
    for (int row = 0; row < wanted.size(); row++) {
      budget.tick();
      @Nullable Object[] values = new @Nullable Object[columns.length];
      for (int i = 0; i < columns.length; i++) {
        values[i] = columns[i].get(wanted.get(row));
      }
      result.add(Collections.unmodifiableList(Arrays.asList(values)));
    }
    return result;
  }

  private Column[] columns(List<Find.Element> elements) {
    Column[] columns = new Column[elements.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = rows.column(elements.get(i).variable());
    }
    return columns;
  }

  private List<List<@Nullable Object>> groups() {
    Set<Variable> groupedBy = new LinkedHashSet<>();
    for (Find.Element element : find.elements()) {
      if (!(element instanceof Find.Aggregate)) {
        groupedBy.add(element.variable());
      }
    }
    RowIndex index = new RowIndex(rows.columns(List.copyOf(groupedBy)), rows.size());
    budget.charge(index.keyCount() * (ROW_BYTES + find.elements().size() * VALUE_BYTES));
    List<List<@Nullable Object>> result = new ArrayList<>(index.keyCount());
    Column[] columns = columns(find.elements());
    List<@Nullable Supplier<Aggregate>> aggregates = new ArrayList<>();
    for (Find.Element element : find.elements()) {
      aggregates.add(
          element instanceof Find.Aggregate aggregate
              ? Aggregates.find(aggregate, functions)
              : null);
    }
    for (int row = 0; row < rows.size(); row++) {
      if (index.isFirst(row)) {
        result.add(group(row, index, columns, aggregates));
      }
    }
    return result;
  }

  private List<@Nullable Object> group(
      int first, RowIndex index, Column[] columns, List<@Nullable Supplier<Aggregate>> aggregates) {
    @Nullable Object[] values = new @Nullable Object[columns.length];
    for (int i = 0; i < columns.length; i++) {
      Supplier<Aggregate> aggregate = aggregates.get(i);
      values[i] = aggregate == null
          ? columns[i].get(first)
          : aggregated(aggregate.get(), find.elements().get(i), first, index, columns[i]);
    }
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  private @Nullable Object aggregated(
      Aggregate aggregate, Find.Element element, int first, RowIndex index, Column column) {
    try {
      boolean areLongs = column.isLongs();
      for (int row = first; row != RowIndex.NONE; row = index.next(row)) {
        budget.tick();
        if (areLongs) {
          aggregate.add(column.getLong(row));
        } else {
          aggregate.add(column.get(row));
        }
      }
      return Values.canonical(aggregate.result());
    } catch (DfdbException e) {
      throw e;
    } catch (RuntimeException e) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("aggregate", element.text());
      context.put("reason", String.valueOf(e.getMessage()));
      throw new QueryException("An aggregate can't take a value", context, e);
    }
  }
}

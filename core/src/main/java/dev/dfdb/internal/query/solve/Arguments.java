package dev.dfdb.internal.query.solve;

import dev.dfdb.error.QueryException;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Call;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.Function;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Relation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A function with its arguments, to be applied row by row. */
final class Arguments {

  private final Function function;
  private final List<Term> terms;
  private final Sources sources;
  private final Origin origin;
  private final Set<Variable> variables = new LinkedHashSet<>();

  Arguments(Function function, Call call, Sources sources, Origin origin) {
    this.function = function;
    this.terms = call.arguments();
    this.sources = sources;
    this.origin = origin;
    for (Term term : terms) {
      if (term instanceof Variable variable) {
        variables.add(variable);
      }
    }
  }

  Set<Variable> variables() {
    return variables;
  }

  /** The comparison that the function makes of them; null if it is none. */
  @Nullable
  LongComparison comparison() {
    return LongComparison.of(function.name(), terms);
  }

  Origin origin() {
    return origin;
  }

  /** The function bound to the columns of a relation that has all the variables. */
  Applied over(Relation relation) {
    @Nullable Column[] columns = new @Nullable Column[terms.size()];
    @Nullable Object[] fixed = new @Nullable Object[terms.size()];
    for (int i = 0; i < columns.length; i++) {
      Term term = terms.get(i);
      if (term instanceof Variable variable) {
        columns[i] = relation.column(variable);
      } else if (term instanceof Constant constant) {
        fixed[i] = constant.value();
      } else if (term instanceof SourceName name) {
        fixed[i] = sources.get(name, origin);
      }
    }
    return new Applied(columns, fixed);
  }

  /** A function over rows. */
  final class Applied {
    private final @Nullable Column[] columns;
    private final @Nullable Object[] values;
    private final Budget budget = Budget.current();

    private Applied(@Nullable Column[] columns, @Nullable Object[] values) {
      this.columns = columns;
      this.values = values;
    }

    /** The result for one row. */
    @Nullable
    Object apply(int row) {
      budget.tick();
      for (int i = 0; i < values.length; i++) {
        Column column = columns[i];
        if (column != null) {
          values[i] = column.get(row);
        }
      }
      try {
        return function.body().apply(values);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw failed(e);
      }
    }

    private QueryException failed(RuntimeException cause) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("function", function.name());
      context.put("arguments", Origin.show(Arrays.asList(values)));
      context.put("reason", String.valueOf(cause.getMessage()));
      QueryException error = origin.error("A function can't take its arguments", context);
      return new QueryException(error.summary(), error.context(), cause);
    }
  }
}

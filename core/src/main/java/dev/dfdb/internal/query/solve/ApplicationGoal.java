package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Binding;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Relation;
import dev.dfdb.internal.query.relation.Rows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds what a function gives, row by row; where a variable is bound already, keeps the rows that
 * agree. Nil gives no row.
 */
final class ApplicationGoal implements Goal {

  private static final double ROWS_OF_COLLECTION = 8;

  private final Arguments arguments;
  private final Binding binding;
  private final Set<Variable> variables;

  ApplicationGoal(Arguments arguments, Binding binding) {
    this.arguments = arguments;
    this.binding = binding;
    this.variables = new LinkedHashSet<>(arguments.variables());
    variables.addAll(binding.variables());
  }

  @Override
  public Set<Variable> variables() {
    return variables;
  }

  @Override
  public boolean isReady(Set<Variable> bound) {
    return bound.containsAll(arguments.variables());
  }

  @Override
  public boolean isImmediate(Bindings bindings) {
    return !expands(binding) && bindings.touching(arguments.variables()).size() <= 1;
  }

  private static boolean expands(Binding binding) {
    return binding instanceof Binding.Each
        || (binding instanceof Binding.Tuple tuple
            && tuple.elements().stream().anyMatch(ApplicationGoal::expands));
  }

  @Override
  public Cost cost(Bindings bindings) {
    double rows = bindings.combinations(arguments.variables());
    return new Cost(rows, expands(binding) ? rows * ROWS_OF_COLLECTION : rows);
  }

  @Override
  public void solve(Bindings bindings, Set<Variable> needed) {
    Relation rows = bindings.takeCombined(arguments.variables());
    Arguments.Applied applied = arguments.over(rows);
    Destructuring results = new Destructuring(binding, arguments.origin());
    Rows of = new Rows(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      Object result = applied.apply(row);
      if (result != null) {
        results.add(result);
        while (of.size() < results.size()) {
          of.add(row);
        }
      }
    }
    bindings.join(agreeing(rows.select(of), results), needed);
  }

  /** Puts rows beside their results and drops those in which a bound variable differs. */
  private static Relation agreeing(Relation rows, Destructuring results) {
    List<Variable> variables = new ArrayList<>(rows.variables());
    List<Column> columns = new ArrayList<>(List.of(rows.columns(rows.variables())));
    Rows kept = null;
    for (int i = 0; i < results.variables().size(); i++) {
      Variable variable = results.variables().get(i);
      Column result = results.columns()[i];
      if (rows.has(variable)) {
        kept = agreeing(kept, rows.column(variable), result, rows.size());
      } else {
        variables.add(variable);
        columns.add(result);
      }
    }
    Relation pasted =
        new Relation(List.copyOf(variables), columns.toArray(new Column[0]), rows.size());
    return kept == null ? pasted : pasted.select(kept);
  }

  private static Rows agreeing(@Nullable Rows among, Column left, Column right, int size) {
    Rows kept = new Rows(16);
    int count = among == null ? size : among.size();
    for (int i = 0; i < count; i++) {
      int row = among == null ? i : among.get(i);
      if (left.same(row, right, row)) {
        kept.add(row);
      }
    }
    return kept;
  }

  @Override
  public String operator() {
    return "function";
  }

  @Override
  public String text() {
    return arguments.origin().text();
  }
}

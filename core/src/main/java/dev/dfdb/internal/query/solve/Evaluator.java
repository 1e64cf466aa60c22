package dev.dfdb.internal.query.solve;

import dev.dfdb.error.QueryException;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.query.analyze.CompiledQuery;
import dev.dfdb.internal.query.ast.Find;
import dev.dfdb.internal.query.ast.Input;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.FunctionTable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs compiled queries. Every run is by itself; safe from any thread. */
public final class Evaluator {

  private Evaluator() {}

  /**
   * The set of rows over the variables of {@code :find} and {@code :with}.
   *
   * @param inputs as many as the query takes; the place of rules is ignored
   * @param functions what clauses can call
   * @throws QueryException if an input isn't what the query takes, or a function can't take its
   *     arguments
   */
  public static Relation solve(
      CompiledQuery compiled, List<? extends @Nullable Object> inputs, FunctionTable functions) {
    Map<SourceName, Object> sources = new HashMap<>();
    List<Goal> goals = new ArrayList<>();
    Set<Variable> references = new HashSet<>();
    Map<Variable, Object> known = new HashMap<>();
    List<Input> expected = compiled.query().inputs();
    for (int i = 0; i < expected.size(); i++) {
      Object given = inputs.get(i);
      if (expected.get(i) instanceof Input.Source source) {
        sources.put(source.name(), source(source.name(), given));
      } else if (expected.get(i) instanceof Input.Values values) {
        Destructuring rows = new Destructuring(values.binding(), values.origin());
        rows.add(given);
        addReferences(rows, references);
        addKnown(rows, known);
        goals.add(new ValuesGoal(rows.rows().distinct(), values.origin().text()));
      }
    }
    Trace trace = Trace.current();
    if (trace != null) {
      trace.strata(compiled.strata());
    }
    RulePrograms programs = new RulePrograms(compiled.rules(), functions);
    boolean keepsOrder = compiled.query().keepsOrder();
    GoalBuilder builder =
        new GoalBuilder(Sources.of(sources), compiled.rules(), programs, functions, keepsOrder);
    goals.addAll(builder.build(compiled.where(), references));
    if (!known.isEmpty()) {
      GoalBuilder.narrow(goals, known);
    }
    return new Conjunction(goals, outputs(compiled), keepsOrder).solve(List.of());
  }

  private static void addKnown(Destructuring rows, Map<Variable, Object> known) {
    for (int i = 0; i < rows.variables().size(); i++) {
      Object value = rows.columns()[i].size() == 1 ? rows.columns()[i].get(0) : null;
      if (value != null) {
        known.put(rows.variables().get(i), value);
      }
    }
  }

  private static List<Variable> outputs(CompiledQuery compiled) {
    Set<Variable> outputs = new LinkedHashSet<>();
    for (Find.Element element : compiled.query().find().elements()) {
      outputs.add(element.variable());
    }
    outputs.addAll(compiled.query().with());
    return List.copyOf(outputs);
  }

  private static void addReferences(Destructuring rows, Set<Variable> references) {
    for (int i = 0; i < rows.variables().size(); i++) {
      Column column = rows.columns()[i];
      for (int row = 0; row < column.size() && !column.isLongs(); row++) {
        if (References.isReference(column.get(row))) {
          references.add(rows.variables().get(i));
        }
      }
    }
  }

  private static Object source(SourceName name, @Nullable Object given) {
    if (given instanceof DatomSource || given instanceof Iterable) {
      return given;
    }
    if (given instanceof Map<?, ?> map) {
      return map.entrySet();
    }
    if (given instanceof @Nullable Object[] rows) {
      return Arrays.asList(rows);
    }
    throw new QueryException(
        "An input that isn't a source",
        Map.of(
            "input",
            name,
            "found",
            given == null ? "nil" : given.getClass().getName(),
            "expected",
            "a database or a collection of rows"));
  }
}

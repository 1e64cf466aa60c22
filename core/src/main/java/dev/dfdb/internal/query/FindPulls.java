package dev.dfdb.internal.query;

import dev.dfdb.internal.entity.EntityReference;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.pull.PullEngine;
import dev.dfdb.internal.pull.PullPattern;
import dev.dfdb.internal.query.ast.Find;
import dev.dfdb.internal.query.ast.Input;
import dev.dfdb.internal.query.ast.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts into the rows of an answer what is to be pulled, in place of the entities: each pull of
 * {@code :find} once, for all its entities together.
 */
final class FindPulls {

  private final Query query;
  private final List<? extends @Nullable Object> inputs;
  private final PullEngine engine;

  FindPulls(Query query, List<? extends @Nullable Object> inputs, PullEngine engine) {
    this.query = query;
    this.inputs = inputs;
    this.engine = engine;
  }

  /** The answer with what was pulled. */
  Answer apply(Answer answer) {
    List<List<@Nullable Object>> rows = answer.rows();
    List<Find.Element> elements = query.find().elements();
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof Find.Pull pull && !rows.isEmpty()) {
        rows = pulled(rows, i, pull);
      }
    }
    return new Answer(answer.shape(), answer.columns(), rows);
  }

  private List<List<@Nullable Object>> pulled(
      List<List<@Nullable Object>> rows, int column, Find.Pull pull) {
    Map<@Nullable Object, Integer> places = new LinkedHashMap<>();
    rows.forEach(row -> places.putIfAbsent(row.get(column), places.size()));
    DatomSource source = source(pull);
    long[] entities =
        places.keySet().stream().mapToLong(e -> EntityReference.id(source, e)).toArray();
    List<@Nullable Map<Object, Object>> results = engine.pull(source, pattern(pull), entities);
    List<List<@Nullable Object>> filled = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> copy = new ArrayList<>(row);
      copy.set(column, results.get(places.getOrDefault(row.get(column), 0)));
      filled.add(Collections.unmodifiableList(copy));
    }
    return Collections.unmodifiableList(filled);
  }

  private DatomSource source(Find.Pull pull) {
    Object given =
        input(input -> input instanceof Input.Source source && source.name().equals(pull.source()));
    if (given instanceof DatomSource source) {
      return source;
    }
    throw pull.origin()
        .error(
            "A pull from what is no database",
            Map.of("source", pull.source(), "expected", "a database for it in the inputs"));
  }

  private PullPattern pattern(Find.Pull pull) {
    if (pull.pattern() instanceof Find.Pattern.Written written) {
      return written.pattern();
    }
    String name = ((Find.Pattern.Given) pull.pattern()).name();
    Object given = input(input -> input.isNamed(name));
    if (given == null) {
      throw pull.origin().error("A pull pattern that is nil", Map.of("pattern", name));
    }
    return engine.parse(given);
  }

  private @Nullable Object input(Predicate<Input> isSought) {
    for (int i = 0; i < inputs.size(); i++) {
      if (isSought.test(query.inputs().get(i))) {
        return inputs.get(i);
      }
    }
    throw new IllegalStateException("the inputs were checked before");
  }
}

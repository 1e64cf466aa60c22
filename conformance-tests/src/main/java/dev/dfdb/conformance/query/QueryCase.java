package dev.dfdb.conformance.query;

import dev.dfdb.Db;
import dev.dfdb.edn.Edn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One random query with its inputs, as data.
 *
 * @param shape {@code relation}, {@code collection}, {@code tuple} or {@code scalar}
 * @param find the elements of {@code :find}
 * @param with the variables of {@code :with}
 * @param inputs what {@code :in} takes, the first of them the database {@code $}
 * @param rules branches of rules
 * @param where the clauses
 * @param presentation how the rows are wanted
 */
record QueryCase(
    String shape,
    List<String> find,
    List<String> with,
    List<Input> inputs,
    List<String> rules,
    List<String> where,
    Presentation presentation) {

  /**
   * An input.
   *
   * @param form what stands in {@code :in}
   * @param value a {@link View}, or a value, or rows
   */
  record Input(String form, Object value) {}

  /** A database made of the one that a connection gives; a negative t stands for no bound. */
  record View(long asOf, long since, boolean history, boolean filtered) {

    Db of(Db db) {
      Db view = asOf < 0 ? db : db.asOf(asOf);
      view = since < 0 ? view : view.since(since);
      view = history ? view.history() : view;
      return filtered ? view.filter((all, datom) -> !datom.v().equals(2L)) : view;
    }
  }

  QueryCase withWhere(List<String> clauses) {
    return new QueryCase(shape, find, with, inputs, rules, clauses, presentation);
  }

  QueryCase withRules(List<String> branches) {
    return new QueryCase(shape, find, with, inputs, branches, where, presentation);
  }

  /** The query as text. */
  String text() {
    String elements = String.join(" ", presentation.elements(find));
    StringBuilder text = new StringBuilder("[:find ")
        .append(
            switch (shape) {
              case "collection" -> "[" + elements + " ...]";
              case "tuple" -> "[" + elements + "]";
              case "scalar" -> elements + " .";
              default -> elements;
            });
    if (!with.isEmpty()) {
      text.append("\n :with ").append(String.join(" ", with));
    }
    text.append("\n :in");
    inputs.forEach(input -> text.append(' ').append(input.form()));
    if (!where.isEmpty()) {
      text.append("\n :where\n  ").append(String.join("\n  ", where));
    }
    return text.append(presentation.text(find)).append("]").toString();
  }

  /** The rules as text. */
  String rulesText() {
    return "[" + String.join("\n ", rules) + "]";
  }

  /** The rows that the database gives. */
  List<List<Object>> asked(Db db) {
    List<Object> given = new ArrayList<>();
    for (Input input : inputs.subList(1, inputs.size())) {
      given.add(
          input.value() instanceof View view
              ? view.of(db)
              : input.form().equals("%") ? rulesText() : input.value());
    }
    List<List<Object>> rows = new ArrayList<>();
    View first = (View) inputs.get(0).value();
    first.of(db).q(text(), given.toArray()).forEach(row -> {
      List<Object> copy = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        Object value = Objects.requireNonNull(row.get(i));
        copy.add(i == presentation.pulled() ? Presentation.normalPulled(value) : value);
      }
      rows.add(copy);
    });
    return rows;
  }

  /** The rows that the definition gives. */
  List<List<Object>> defined(Db db, Set<Long> refs) {
    List<Object> given = new ArrayList<>();
    List<Object> forms = new ArrayList<>();
    for (Input input : inputs) {
      forms.add(form(input.form()));
      if (input.value() instanceof View view) {
        given.add(NaiveSource.of(view.of(db), refs));
      } else if (input.form().equals("%")) {
        given.add(form(rulesText()));
      } else {
        given.add(
            input.form().startsWith("$") ? NaiveSource.of(rows(input.value())) : input.value());
      }
    }
    List<List<Object>> rows =
        new NaiveQuery(forms(find), forms(with), forms, forms(where)).answer(given);
    return presentation.pull(rows, (NaiveSource) given.get(0));
  }

  @SuppressWarnings("unchecked") // made so
  private static List<List<Object>> rows(Object value) {
    return (List<List<Object>>) value;
  }

  private static List<Object> forms(List<String> texts) {
    return texts.stream().map(QueryCase::form).toList();
  }

  private static Object form(String text) {
    return Objects.requireNonNull(Edn.read(text));
  }
}

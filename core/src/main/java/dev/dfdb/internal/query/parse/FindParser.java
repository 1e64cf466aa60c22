package dev.dfdb.internal.query.parse;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Located;
import dev.dfdb.edn.Symbol;
import dev.dfdb.internal.pull.PullParser;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Find;
import dev.dfdb.internal.query.ast.Find.Element;
import dev.dfdb.internal.query.ast.Find.Shape;
import dev.dfdb.internal.query.ast.SourceName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses {@code :find} and the names of its columns. */
final class FindParser {

  private static final String EXPECTED =
      "?a ?b for rows, [?a ...] for a collection, [?a ?b] for one row, ?a . for one value";
  private static final String PULL =
      "(pull ?e [:a]), (pull $source ?e [:a]), or (pull ?e pattern) with pattern in :in";
  private static final List<String> NAMINGS = List.of("keys", "strs", "syms");

  private final Place place;

  private FindParser(Place place) {
    this.place = place;
  }

  static Find parse(Sections sections, @Nullable Located text) {
    FindParser parser = new FindParser(new Place(":find", text));
    List<@Nullable Object> forms = sections.get("find");
    Shape shape = parser.shape(forms);
    List<Element> elements = parser.elements(shape, forms);
    return new Find(shape, elements, parser.names(sections, shape, elements.size()));
  }

  private Shape shape(List<@Nullable Object> forms) {
    if (forms.isEmpty()) {
      throw place.error("Nothing to find", forms, EXPECTED);
    }
    if (Forms.isSymbol(forms.get(forms.size() - 1), ".")) {
      if (forms.size() != 2) {
        throw place.error("The dot stands after a single column", forms, EXPECTED);
      }
      return Shape.SCALAR;
    }
    if (forms.size() == 1 && forms.get(0) instanceof List<?> list && !Forms.isCall(list)) {
      return list.size() == 2 && Forms.isSymbol(list.get(1), "...")
          ? Shape.COLLECTION
          : Shape.TUPLE;
    }
    return Shape.RELATION;
  }

  private List<Element> elements(Shape shape, List<@Nullable Object> forms) {
    return switch (shape) {
      case RELATION -> elements(forms);
      case SCALAR -> elements(forms.subList(0, 1));
      case COLLECTION -> elements(inner(forms).subList(0, 1));
      case TUPLE -> elements(inner(forms));
    };
  }

  private static List<?> inner(List<@Nullable Object> forms) {
    if (forms.get(0) instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("the shape was told from a list");
  }

  private List<Element> elements(List<? extends @Nullable Object> forms) {
    if (forms.isEmpty()) {
      throw place.error("Nothing to find", forms, EXPECTED);
    }
    List<Element> elements = new ArrayList<>();
    for (Object form : forms) {
      elements.add(
          form instanceof List<?> list && Forms.isCall(form)
              ? call(list)
              : new Find.Plain(Forms.variable(form, place), place.origin(form)));
    }
    return List.copyOf(elements);
  }

  private Element call(List<?> form) {
    return Forms.isSymbol(form.get(0), "pull") ? pull(form) : aggregate(form);
  }

  private Element pull(List<?> form) {
    boolean namesSource = form.size() > 1 && Forms.isSource(form.get(1));
    List<?> rest = form.subList(namesSource ? 2 : 1, form.size());
    if (rest.size() != 2) {
      throw place.error("A pull takes a variable and a pattern", form, PULL);
    }
    return new Find.Pull(
        namesSource ? Forms.source(form.get(1)) : SourceName.DEFAULT,
        Forms.variable(rest.get(0), place),
        pattern(rest.get(1)),
        place.origin(form));
  }

  private Find.Pattern pattern(@Nullable Object form) {
    boolean isGiven = Forms.isVariable(form) || Forms.isName(form);
    return isGiven
        ? new Find.Pattern.Given(String.valueOf(form))
        : new Find.Pattern.Written(
            PullParser.parse(form, place.text(), place.inside("pull pattern").path()));
  }

  private Element aggregate(List<?> form) {
    Symbol name = Forms.name(form);
    List<Constant> constants = new ArrayList<>();
    for (Object constant : form.subList(1, Math.max(1, form.size() - 1))) {
      constants.add(Forms.constant(constant, place));
    }
    if (form.size() < 2 || !Forms.isVariable(form.get(form.size() - 1))) {
      throw place.error("An aggregate needs a variable", form, "(" + name + " ?x)");
    }
    return new Find.Aggregate(
        name.toString(),
        List.copyOf(constants),
        Forms.variable(form.get(form.size() - 1), place),
        place.origin(form));
  }

  private List<Object> names(Sections sections, Shape shape, int columns) {
    List<String> used = NAMINGS.stream().filter(sections::has).toList();
    if (used.isEmpty()) {
      return List.of();
    }
    List<@Nullable Object> forms = sections.get(used.get(0));
    Place at = new Place(":" + used.get(0), place.text());
    if (used.size() > 1) {
      throw at.error("Only one of :keys, :strs and :syms", used, "one of them");
    }
    if (shape == Shape.SCALAR || shape == Shape.COLLECTION) {
      throw at.error("Single values have no column names", forms, "?a ?b or [?a ?b] in :find");
    }
    if (forms.size() != columns) {
      throw at.error("As many names as columns are needed", forms, columns + " symbols");
    }
    List<Object> names = new ArrayList<>();
    for (Object form : forms) {
      if (!(form instanceof Symbol symbol)) {
        throw at.error("A column is named by a symbol", form, "symbols");
      }
      names.add(
          switch (used.get(0)) {
            case "keys" -> Keyword.of(symbol.namespace(), symbol.name());
            case "strs" -> symbol.toString();
            default -> symbol;
          });
    }
    if (names.stream().distinct().count() != names.size()) {
      throw at.error("A column name stands twice", forms, "different names");
    }
    return List.copyOf(names);
  }
}

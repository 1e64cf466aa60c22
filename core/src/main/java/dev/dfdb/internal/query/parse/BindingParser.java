package dev.dfdb.internal.query.parse;

import dev.dfdb.internal.query.ast.Binding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the forms that take values apart. */
final class BindingParser {

  private static final String EXPECTED = "?x, [?x ...], [?x ?y] or [[?x ?y]]";

  private BindingParser() {}

  static Binding parse(@Nullable Object form, Place place) {
    if (Forms.isSymbol(form, "_")) {
      return new Binding.Ignore();
    }
    if (Forms.isVariable(form)) {
      return new Binding.Scalar(Forms.variable(form, place));
    }
    if (!(form instanceof List<?> list) || list.isEmpty()) {
      throw place.error("Not a binding", form, EXPECTED);
    }
    if (list.size() == 2 && Forms.isSymbol(list.get(1), "...")) {
      return new Binding.Each(parse(list.get(0), place));
    }
    if (list.size() == 1 && list.get(0) instanceof List<?> row) {
      return Binding.relation(tuple(row, place));
    }
    return tuple(list, place);
  }

  private static Binding.Tuple tuple(List<?> forms, Place place) {
    if (forms.isEmpty()) {
      throw place.error("A binding without variables", forms, EXPECTED);
    }
    List<Binding> elements = new ArrayList<>();
    for (Object form : forms) {
      elements.add(parse(form, place));
    }
    return new Binding.Tuple(List.copyOf(elements));
  }
}

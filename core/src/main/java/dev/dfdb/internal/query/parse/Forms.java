package dev.dfdb.internal.query.parse;

import dev.dfdb.codec.Values;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.query.ast.Blank;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the symbols and lists of a query mean by their looks. */
final class Forms {

  private static final String VARIABLES = "variables, such as ?x";

  private Forms() {}

  static boolean isVariable(@Nullable Object form) {
    return form instanceof Symbol symbol
        && symbol.namespace() == null
        && symbol.name().startsWith("?")
        && symbol.name().length() > 1;
  }

  static boolean isSource(@Nullable Object form) {
    return form instanceof Symbol symbol
        && symbol.namespace() == null
        && symbol.name().startsWith("$");
  }

  static boolean isSymbol(@Nullable Object form, String name) {
    return form instanceof Symbol symbol
        && symbol.namespace() == null
        && symbol.name().equals(name);
  }

  /** Whether a symbol names a function, rule or connective. */
  static boolean isName(@Nullable Object form) {
    return form instanceof Symbol
        && !isVariable(form)
        && !isSource(form)
        && !isSymbol(form, "_")
        && !isSymbol(form, ".")
        && !isSymbol(form, "...")
        && !isSymbol(form, "%");
  }

  /** Whether a form is a list that begins with the name of a function, rule or connective. */
  static boolean isCall(@Nullable Object form) {
    return form instanceof List<?> list && !list.isEmpty() && isName(list.get(0));
  }

  /** What a call begins with. */
  static Symbol name(List<?> call) {
    if (call.get(0) instanceof Symbol symbol) {
      return symbol;
    }
    throw new IllegalArgumentException("not a call: " + call);
  }

  static Variable variable(@Nullable Object form, Place place) {
    if (form instanceof Symbol symbol && isVariable(form)) {
      return new Variable(symbol.name());
    }
    throw place.error("Not a variable", form, VARIABLES);
  }

  static List<Variable> variables(Collection<? extends @Nullable Object> forms, Place place) {
    List<Variable> found = new ArrayList<>();
    for (Object form : forms) {
      found.add(variable(form, place));
    }
    return found;
  }

  static SourceName source(Object form) {
    return new SourceName(((Symbol) form).name());
  }

  /** A component of a pattern or an argument of a rule. */
  static Term term(@Nullable Object form, Place place) {
    return isSymbol(form, "_") ? Blank.BLANK : argument(form, place);
  }

  /** An argument: a variable or a constant. */
  static Term argument(@Nullable Object form, Place place) {
    if (isVariable(form)) {
      return variable(form, place);
    }
    if (form instanceof Symbol) {
      throw place.error(
          "A symbol that is neither a variable nor a source",
          form,
          "a variable begins with ?; a symbol as a value is passed through :in");
    }
    if (isCall(form)) {
      throw place.error("A call within a clause", form, "a clause of its own first: [(f ?a) ?b]");
    }
    return constant(form, place);
  }

  static Constant constant(@Nullable Object form, Place place) {
    if (mentionsVariable(form)) {
      throw place.error(
          "A variable within a constant",
          form,
          "a variable or a constant; [(tuple ?a ?b) ?t] makes a tuple");
    }
    try {
      return new Constant(Values.canonical(form));
    } catch (InvalidValueException e) {
      QueryException error =
          place.error("A constant of a type that no value has", form, "a value that can be stored");
      throw new QueryException(error.summary(), error.context(), e);
    }
  }

  private static boolean mentionsVariable(@Nullable Object form) {
    if (form instanceof Collection<?> collection) {
      return collection.stream().anyMatch(Forms::mentionsVariable);
    }
    if (form instanceof Map<?, ?> map) {
      return mentionsVariable(map.keySet()) || mentionsVariable(map.values());
    }
    return isVariable(form);
  }

  /** A part of a query given as Java objects may itself be EDN text. */
  static @Nullable Object read(@Nullable Object form) {
    return form instanceof String text ? Edn.read(text) : form;
  }
}

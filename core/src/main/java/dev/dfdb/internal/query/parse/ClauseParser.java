package dev.dfdb.internal.query.parse;

import dev.dfdb.edn.Symbol;
import dev.dfdb.internal.query.ast.Call;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses conditions, those of {@code :where} and those of rules. */
final class ClauseParser {

  private static final String EXPECTED =
      "[?e :attribute ?v], [(predicate ?a)], [(function ?a) ?b], (rule ?a), (not ...), (or ...)";
  private static final Set<String> CONNECTIVES = Set.of("and", "or", "or-join", "not", "not-join");

  private final SourceName source;

  /** A parser of conditions that, naming no source, read this one. */
  ClauseParser(SourceName source) {
    this.source = source;
  }

  static boolean isConnective(String name) {
    return CONNECTIVES.contains(name);
  }

  List<Clause> parseAll(List<? extends @Nullable Object> forms, Place place) {
    List<Clause> clauses = new ArrayList<>();
    int number = 0;
    for (Object form : forms) {
      number++;
      Place at = place.path().startsWith(":") && !place.path().contains(" ")
          ? new Place(place.path() + " clause " + number, place.text())
          : place.inside("clause " + number);
      Object read = Forms.read(form);
      addTo(clauses, read, at.in(read));
    }
    return List.copyOf(clauses);
  }

  private void addTo(List<Clause> clauses, @Nullable Object form, Place place) {
    if (!(form instanceof List<?> list) || list.isEmpty()) {
      throw place.error("Not a clause", form, EXPECTED);
    }
    Object first = list.get(0);
    if (Forms.isSymbol(first, "and")) {
      clauses.addAll(parseAll(body(list, 1, place), place));
    } else if (first instanceof Symbol && Forms.isName(first)) {
      clauses.add(named(list, list, place));
    } else if (first != null && Forms.isSource(first)) {
      List<?> rest = list.subList(1, list.size());
      clauses.add(
          Forms.isCall(rest)
              ? new ClauseParser(Forms.source(first)).named(rest, list, place)
              : pattern(Forms.source(first), rest, list, place));
    } else if (first instanceof List<?> call && Forms.isCall(call)) {
      clauses.add(expression(call, list, place));
    } else {
      clauses.add(pattern(source, list, list, place));
    }
  }

  private static List<?> body(List<?> form, int from, Place place) {
    if (form.size() <= from) {
      throw place.error("A clause without conditions", form, "at least one condition");
    }
    return form.subList(from, form.size());
  }

  private static Clause pattern(SourceName source, List<?> components, List<?> form, Place place) {
    if (components.isEmpty()) {
      throw place.error("A pattern without components", form, "[?e :attribute ?v]");
    }
    int end = TimeTerms.begin(components);
    List<Term> terms = new ArrayList<>();
    for (Object component : components.subList(0, end)) {
      terms.add(Forms.term(component, place));
    }
    return end == components.size()
        ? new Clause.DataPattern(source, List.copyOf(terms), place.origin(form))
        : new Clause.TimedPattern(
            source,
            List.copyOf(terms),
            TimeTerms.parse(components.subList(end, components.size()), place),
            place.origin(form));
  }

  private static Clause expression(List<?> callForm, List<?> form, Place place) {
    Symbol function = Forms.name(callForm);
    List<Term> arguments = new ArrayList<>();
    for (Object argument : callForm.subList(1, callForm.size())) {
      arguments.add(
          argument != null && Forms.isSource(argument)
              ? Forms.source(argument)
              : Forms.argument(argument, place));
    }
    Call call = new Call(function, List.copyOf(arguments));
    Origin origin = place.origin(form);
    return switch (form.size()) {
      case 1 -> new Clause.Predicate(call, origin);
      case 2 -> new Clause.Application(call, BindingParser.parse(form.get(1), place), origin);
      default -> throw place.error("More than one binding", form, "[(function ?a) ?b]");
    };
  }

  private Clause named(List<?> call, List<?> form, Place place) {
    String name = String.valueOf(call.get(0));
    Origin origin = place.origin(form);
    return switch (name) {
      case "not" -> new Clause.Not(parseAll(body(call, 1, place), place), origin);
      case "not-join" -> {
        List<?> shared = variableList(call, place);
        yield new Clause.NotJoin(
            distinct(Forms.variables(shared, place), shared, place),
            parseAll(body(call, 2, place), place),
            origin);
      }
      case "or" -> new Clause.Or(branches(body(call, 1, place), place), origin);
      case "or-join" -> orJoin(call, origin, place);
      case "and" -> throw place.error("`and` takes no source", form, "(and clause ...)");
      default -> ruleCall(name, call, origin, place);
    };
  }

  private static List<?> variableList(List<?> call, Place place) {
    if (call.size() < 2 || !(call.get(1) instanceof List<?> shared) || shared.isEmpty()) {
      throw place.error(
          "The shared variables are missing", call, "(" + call.get(0) + " [?x ?y] clause ...)");
    }
    return shared;
  }

  private Clause orJoin(List<?> call, Origin origin, Place place) {
    List<?> shared = variableList(call, place);
    boolean hasRequired = shared.get(0) instanceof List<?>;
    List<Variable> required =
        shared.get(0) instanceof List<?> first ? Forms.variables(first, place) : List.of();
    List<Variable> all = new ArrayList<>(required);
    all.addAll(Forms.variables(shared.subList(hasRequired ? 1 : 0, shared.size()), place));
    return new Clause.OrJoin(
        List.copyOf(required),
        distinct(all, shared, place),
        branches(body(call, 2, place), place),
        origin);
  }

  private List<List<Clause>> branches(List<?> forms, Place place) {
    List<List<Clause>> branches = new ArrayList<>();
    for (Object form : forms) {
      Object read = Forms.read(form);
      boolean isAnd =
          read instanceof List<?> list && !list.isEmpty() && Forms.isSymbol(list.get(0), "and");
      Place at = place.inside("branch " + (branches.size() + 1));
      branches.add(
          isAnd && read instanceof List<?> list
              ? parseAll(body(list, 1, at), at)
              : parseAll(List.of(need(read, at)), at));
    }
    return List.copyOf(branches);
  }

  private static Object need(@Nullable Object form, Place place) {
    if (form == null) {
      throw place.error("Not a clause", form, EXPECTED);
    }
    return form;
  }

  private Clause ruleCall(String name, List<?> call, Origin origin, Place place) {
    List<Term> arguments = new ArrayList<>();
    for (Object argument : call.subList(1, call.size())) {
      arguments.add(Forms.term(argument, place));
    }
    return new Clause.RuleCall(source, name, List.copyOf(arguments), origin);
  }

  static List<Variable> distinct(List<Variable> variables, List<?> form, Place place) {
    if (variables.isEmpty()) {
      throw place.error("No variable is listed", form, "[?x ?y]");
    }
    if (new HashSet<>(variables).size() != variables.size()) {
      throw place.error("A variable is listed twice", form, "each variable once");
    }
    return List.copyOf(variables);
  }
}

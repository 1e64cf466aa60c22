package dev.dfdb.conformance.query;

import dev.dfdb.edn.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as they are defined: each makes of a row the rows that extend it. A row gives
 * variables their values.
 */
final class NaiveClauses {

  /** More rows than a random query should have: its answer would take too long to find. */
  private static final int MANY = 20_000;

  private static final Set<String> CONNECTIVES = Set.of("not", "not-join", "or", "or-join", "and");

  private final Map<String, NaiveSource> sources;
  private final String defaultSource;
  private final NaiveRules rules;

  NaiveClauses(Map<String, NaiveSource> sources, String defaultSource, NaiveRules rules) {
    this.sources = sources;
    this.defaultSource = defaultSource;
    this.rules = rules;
  }

  NaiveClauses withDefault(String source) {
    return new NaiveClauses(sources, source, rules);
  }

  /** Thrown where a query is too large for being answered this way. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Thrown where a clause needs a variable that nothing binds. */
  static final class Unbound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unbound(String clauses) {
      super(clauses);
    }
  }

  /** The rows that extend given ones, all of the same variables, so that all clauses hold. */
  Set<Map<Symbol, Object>> solve(List<?> clauses, Set<Map<Symbol, Object>> start) {
    List<List<?>> waiting = new ArrayList<>();
    clauses.forEach(clause -> waiting.add(list(clause)));
    Set<Map<Symbol, Object>> rows = start;
    while (!waiting.isEmpty() && !rows.isEmpty()) {
      Set<Symbol> bound = rows.iterator().next().keySet();
      Optional<List<?>> next = waiting.stream()
          .filter(clause -> bound.containsAll(needed(clause)))
          .min(Comparator.comparingInt(NaiveClauses::rank));
      List<?> clause = next.orElseThrow(() -> new Unbound(waiting.toString()));
      waiting.remove(clause);
      Set<Map<Symbol, Object>> found = new HashSet<>();
      for (Map<Symbol, Object> row : rows) {
        found.addAll(solve(clause, row));
        if (found.size() > MANY) {
          throw new TooLarge();
        }
      }
      rows = found;
    }
    return rows;
  }

  /** What binds comes first, and what is about all that the others bind comes last. */
  private static int rank(List<?> clause) {
    if (isExpression(clause)) {
      return clause.size() == 1 ? 2 : 1;
    }
    String name = name(clause);
    return name.startsWith("not") ? 4 : name.startsWith("or") ? 3 : 0;
  }

  private static Set<Symbol> needed(List<?> clause) {
    Set<Symbol> needed = new HashSet<>();
    if (isExpression(clause)) {
      list(clause.get(0)).stream()
          .filter(NaiveClauses::isVariable)
          .forEach(v -> needed.add((Symbol) Objects.requireNonNull(v)));
    } else if (name(clause).startsWith("or")) {
      for (Object branch : clause) {
        if (branch instanceof List<?> list && isExpression(list)) {
          needed.addAll(needed(list));
        }
      }
    }
    return needed;
  }

  static boolean isVariable(@Nullable Object form) {
    return form instanceof Symbol symbol && symbol.name().startsWith("?");
  }

  private static boolean isSource(@Nullable Object form) {
    return form instanceof Symbol symbol && symbol.name().startsWith("$");
  }

  static boolean isExpression(List<?> clause) {
    return !clause.isEmpty()
        && clause.get(0) instanceof List<?> call
        && !call.isEmpty()
        && call.get(0) instanceof Symbol
        && !isVariable(call.get(0));
  }

  /** The name that a rule call, {@code not} or {@code or} begins with; empty for a pattern. */
  static String name(List<?> clause) {
    Object first = isSource(clause.get(0)) ? clause.get(1) : clause.get(0);
    boolean isName =
        first instanceof Symbol symbol && !isVariable(symbol) && !symbol.name().equals("_");
    return isName ? String.valueOf(first) : "";
  }

  static boolean isRuleCall(List<?> clause) {
    return !name(clause).isEmpty() && !CONNECTIVES.contains(name(clause));
  }

  static List<?> list(@Nullable Object form) {
    return (List<?>) Objects.requireNonNull(form);
  }

  private Set<Map<Symbol, Object>> solve(List<?> clause, Map<Symbol, Object> row) {
    if (isExpression(clause)) {
      return expression(clause, row);
    }
    if (isSource(clause.get(0))) {
      return withDefault(String.valueOf(clause.get(0)))
          .solve(clause.subList(1, clause.size()), row);
    }
    List<?> rest = clause.subList(1, clause.size());
    return switch (name(clause)) {
      case "" -> pattern(clause, row);
      case "and" -> solve(rest, Set.of(row));
      case "not" -> solve(rest, Set.of(row)).isEmpty() ? Set.of(row) : Set.of();
      case "not-join" ->
        solve(body(rest), Set.of(only(shared(rest), row))).isEmpty() ? Set.of(row) : Set.of();
      case "or" -> union(rest, row);
      case "or-join" -> {
        Set<Map<Symbol, Object>> found = new HashSet<>();
        for (Map<Symbol, Object> solution : union(body(rest), only(shared(rest), row))) {
          Map<Symbol, Object> extended = new HashMap<>(row);
          extended.putAll(only(shared(rest), solution));
          found.add(extended);
        }
        yield found;
      }
      default -> ruleCall(clause, row);
    };
  }

  private Set<Map<Symbol, Object>> union(List<?> branches, Map<Symbol, Object> row) {
    Set<Map<Symbol, Object>> found = new HashSet<>();
    for (Object branch : branches) {
      found.addAll(solve(List.of(list(branch)), Set.of(row)));
    }
    return found;
  }

  private static List<?> body(List<?> rest) {
    return rest.subList(1, rest.size());
  }

  /** The variables of a list that may begin with a list of required ones. */
  private static Set<Symbol> shared(List<?> rest) {
    Set<Symbol> shared = new HashSet<>();
    for (Object element : list(rest.get(0))) {
      if (element instanceof List<?> required) {
        required.forEach(v -> shared.add((Symbol) Objects.requireNonNull(v)));
      } else {
        shared.add((Symbol) Objects.requireNonNull(element));
      }
    }
    return shared;
  }

  private static Map<Symbol, Object> only(Set<Symbol> variables, Map<Symbol, Object> row) {
    Map<Symbol, Object> kept = new HashMap<>(row);
    kept.keySet().retainAll(variables);
    return kept;
  }

  private Set<Map<Symbol, Object>> pattern(List<?> terms, Map<Symbol, Object> row) {
    NaiveSource source = Objects.requireNonNull(sources.get(defaultSource));
    Set<Map<Symbol, Object>> found = new HashSet<>();
    for (List<Object> datom : source.rows()) {
      match(terms, datom, source, row).ifPresent(found::add);
    }
    return found;
  }

  private Set<Map<Symbol, Object>> ruleCall(List<?> call, Map<Symbol, Object> row) {
    List<?> terms = call.subList(1, call.size());
    Set<Map<Symbol, Object>> found = new HashSet<>();
    for (List<Object> tuple : rules.relation(name(call), this, defaultSource)) {
      match(terms, tuple, null, row).ifPresent(found::add);
    }
    return found;
  }

  /** A row extended so that terms are the values of a tuple. */
  private static Optional<Map<Symbol, Object>> match(
      List<?> terms, List<Object> tuple, @Nullable NaiveSource source, Map<Symbol, Object> row) {
    if (terms.size() > tuple.size()) {
      return Optional.empty();
    }
    Map<Symbol, Object> extended = new HashMap<>(row);
    for (int i = 0; i < terms.size(); i++) {
      Object term = terms.get(i);
      Object value = tuple.get(i);
      boolean isFree = isVariable(term) && !extended.containsKey(term);
      if (isFree) {
        extended.put((Symbol) Objects.requireNonNull(term), value);
      } else if (!Symbol.of("_").equals(term)) {
        Object wanted = Objects.requireNonNull(isVariable(term) ? extended.get(term) : term);
        if (!value.equals(source == null ? wanted : source.meant(wanted, i, tuple))) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(extended);
  }

  private Set<Map<Symbol, Object>> expression(List<?> clause, Map<Symbol, Object> row) {
    List<?> call = list(clause.get(0));
    List<Object> arguments = new ArrayList<>();
    for (Object argument : call.subList(1, call.size())) {
      Object value = isVariable(argument)
          ? row.get(argument)
          : isSource(argument) ? source(argument) : argument;
      arguments.add(Objects.requireNonNull(value));
    }
    Object result = NaiveFunctions.apply(String.valueOf(call.get(0)), arguments);
    if (clause.size() == 1) {
      return result == null || result.equals(false) ? Set.of() : Set.of(row);
    }
    return result == null ? Set.of() : bind(clause.get(1), result, row);
  }

  private @Nullable Object source(@Nullable Object name) {
    String named = String.valueOf(name);
    return sources.get(named.equals("$") ? defaultSource : named);
  }

  /** The rows that extend a row by what a binding form takes of a value. */
  static Set<Map<Symbol, Object>> bind(
      @Nullable Object binding, Object value, Map<Symbol, Object> row) {
    if (binding instanceof Symbol symbol) {
      if (!isVariable(symbol)) {
        return Set.of(row);
      }
      Map<Symbol, Object> extended = new HashMap<>(row);
      Object known = extended.putIfAbsent(symbol, value);
      return known == null || known.equals(value) ? Set.of(extended) : Set.of();
    }
    List<?> form = list(binding);
    boolean isCollection = form.size() == 2 && Symbol.of("...").equals(form.get(1));
    boolean isRelation = form.size() == 1 && form.get(0) instanceof List;
    Set<Map<Symbol, Object>> rows = new HashSet<>();
    if (isCollection || isRelation) {
      for (Object element : (Iterable<?>) value) {
        rows.addAll(bind(form.get(0), Objects.requireNonNull(element), row));
      }
      return rows;
    }
    rows.add(row);
    for (int i = 0; i < form.size(); i++) {
      Set<Map<Symbol, Object>> extended = new HashSet<>();
      for (Map<Symbol, Object> each : rows) {
        extended.addAll(bind(form.get(i), Objects.requireNonNull(list(value).get(i)), each));
      }
      rows = extended;
    }
    return rows;
  }
}

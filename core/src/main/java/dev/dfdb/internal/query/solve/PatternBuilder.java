package dev.dfdb.internal.query.solve;

import dev.dfdb.codec.Values;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Blank;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.UnknownAttributes;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Equality;
import dev.dfdb.internal.query.relation.Relation;
import dev.dfdb.internal.query.solve.References.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes goals of patterns, with constants resolved against the source. */
final class PatternBuilder {

  private final Clause.DataPattern clause;
  private final References references;

  PatternBuilder(Clause.DataPattern clause, References references) {
    this.clause = clause;
    this.references = references;
  }

  /** The goal of a pattern over a database. */
  Goal over(DatomSource source) {
    List<Term> written = clause.terms();
    if (written.size() < 2 || written.size() > DatomPattern.SIZE) {
      throw clause
          .origin()
          .error(
              "A pattern with the wrong number of components",
              Map.of(
                  "found",
                  written.size(),
                  "expected",
                  "[?e :attribute ?v ?tx ?added], from 2 to 5"));
    }
    if (written.contains(new Constant(null))) {
      throw clause
          .origin()
          .error(
              "nil is no value of any datom",
              Map.of("expected", "[(missing? $ ?e :attribute)] for what has no value"));
    }
    TransitiveBuilder transitive = new TransitiveBuilder(clause);
    Attribute followed = transitive.followed(source);
    if (followed != null) {
      Term from = resolve(source, DatomPattern.E, written.get(0), true);
      Term to = resolve(source, DatomPattern.V, transitive.to(), true);
      return from == null || to == null ? nothing() : transitive.goal(source, followed, from, to);
    }
    Attribute attribute = attribute(source, written.get(1));
    boolean isRef = attribute != null && attribute.isRef();
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < DatomPattern.SIZE; i++) {
      Term term = i < written.size() ? resolve(source, i, written.get(i), isRef) : Blank.BLANK;
      if (term == null) {
        return nothing();
      }
      terms.add(term);
    }
    return new PatternGoal(
        new DatomPattern(source, attribute, List.copyOf(terms)), clause.origin());
  }

  private @Nullable Attribute attribute(DatomSource source, Term term) {
    Object name = term instanceof Constant constant ? constant.value() : null;
    if (name instanceof Keyword ident) {
      return source.attribute(ident);
    }
    return name instanceof Long id ? source.attribute(id) : null;
  }

  /** A component as datoms have it; null if no datom has it. */
  private @Nullable Term resolve(DatomSource source, int component, Term term, boolean isRef) {
    if (term instanceof Variable variable) {
      boolean isEntity = component == DatomPattern.E || component == DatomPattern.TX;
      if (component == DatomPattern.A) {
        return references.resolved(
            variable, clause.source(), source, Kind.ATTRIBUTE, clause.origin());
      }
      return isEntity || (component == DatomPattern.V && isRef)
          ? references.resolved(variable, clause.source(), source, Kind.ENTITY, clause.origin())
          : variable;
    }
    if (!(term instanceof Constant constant)) {
      return term;
    }
    Object value = Objects.requireNonNull(constant.value());
    if (component == DatomPattern.ADDED || (component == DatomPattern.V && !isRef)) {
      return constant;
    }
    return component == DatomPattern.A
        ? attributeConstant(source, value)
        : entityConstant(source, value);
  }

  private static @Nullable Term entityConstant(DatomSource source, Object value) {
    long id = source.entityId(value);
    return id == DatomSource.NONE ? null : new Constant(id);
  }

  private @Nullable Term attributeConstant(DatomSource source, Object value) {
    if (value instanceof Keyword ident) {
      Attribute attribute = source.attribute(ident);
      if (attribute == null) {
        checkSpelling(source, ident);
        return null;
      }
      return new Constant(attribute.id());
    }
    if (value instanceof Long || value instanceof List) {
      return entityConstant(source, value);
    }
    throw clause
        .origin()
        .error(
            "Not an attribute",
            Map.of("found", value, "expected", "a keyword, such as :person/name"));
  }

  private void checkSpelling(DatomSource source, Keyword written) {
    Optional<Keyword> meant = UnknownAttributes.meant(source, written);
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("attribute", written);
    meant.ifPresent(name -> context.put("did-you-mean", name));
    if (source.isStrict()) {
      context.put("expected", "an attribute that is declared, as schema-mode strict asks for");
      throw clause.origin().error("An attribute that isn't declared", context);
    }
    if (meant.isPresent()) {
      context.put("expected", "an attribute that there is, or a name unlike those there are");
      throw clause.origin().error("An attribute that nothing has, almost named like one", context);
    }
  }

  private Goal nothing() {
    return new ValuesGoal(Relation.empty(variables()), clause.origin().text());
  }

  private Set<Variable> variables() {
    Set<Variable> variables = new LinkedHashSet<>();
    for (Term term : clause.terms()) {
      if (term instanceof Variable variable) {
        variables.add(variable);
      }
    }
    return variables;
  }

  /** The goal of a pattern over a collection of rows, matched by position. */
  Goal over(Iterable<?> rows) {
    List<Variable> variables = List.copyOf(variables());
    Column[] columns = new Column[variables.size()];
    Arrays.setAll(columns, i -> new Column(0));
    int size = 0;
    Budget budget = Budget.current();
    for (Object element : rows) {
      budget.tick();
      List<?> row = row(element);
      if (matches(row)) {
        for (int i = 0; i < columns.length; i++) {
          columns[i].append(row.get(clause.terms().indexOf(variables.get(i))));
        }
        size++;
      }
    }
    Relation relation = new Relation(variables, columns, size);
    return new ValuesGoal(relation.keep(variables).distinct(), clause.origin().text());
  }

  private List<?> row(@Nullable Object element) {
    List<?> row = Destructuring.row(element);
    if (row == null) {
      throw clause
          .origin()
          .error(
              "A collection that is queried consists of rows",
              Map.of("found", String.valueOf(element), "expected", "lists"));
    }
    List<@Nullable Object> canonical = new ArrayList<>(row.size());
    for (Object value : row) {
      canonical.add(Values.canonical(value));
    }
    return canonical;
  }

  private boolean matches(List<?> row) {
    List<Term> terms = clause.terms();
    if (row.size() < terms.size()) {
      return false;
    }
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      Object value = row.get(i);
      if (term instanceof Constant constant && !Equality.same(constant.value(), value)) {
        return false;
      }
      if (term instanceof Variable && !Equality.same(row.get(terms.indexOf(term)), value)) {
        return false;
      }
    }
    return true;
  }
}

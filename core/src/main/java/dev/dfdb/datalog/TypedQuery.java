package dev.dfdb.datalog;

import dev.dfdb.Db;
import dev.dfdb.Query;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A query built in Java.
 *
 * <pre>{@code
 * Var<Long> person = Var.entity("person");
 * Var<String> name = Var.of("name", String.class);
 * Var<Long> age = Var.of("age", Long.class);
 * for (Row row : TypedQuery.find(name, age)
 *     .where(fact(person, NAME, name), fact(person, AGE, age), atLeast(age, 18L))
 *     .orderBy(name)
 *     .ask(db)) {
 *   String text = row.get(name);
 * }
 * }</pre>
 *
 * <p>The compiler sees to it that variables, constants and attributes fit each other; that every
 * variable is bound is checked when the query is asked. Immutable: each method gives another query.
 */
public final class TypedQuery {

  private final List<Element<?>> found;
  private final Map<String, List<Object>> parts;
  private final List<Object> inputs;
  private final UnaryOperator<Query> limits;
  private volatile @Nullable Query parsed;

  private TypedQuery(
      List<Element<?>> found,
      Map<String, List<Object>> parts,
      List<Object> inputs,
      UnaryOperator<Query> limits) {
    this.found = found;
    this.parts = parts;
    this.inputs = inputs;
    this.limits = limits;
  }

  /** A query that finds what is given, one column each. */
  public static TypedQuery find(Element<?>... elements) {
    Map<String, List<Object>> parts = new LinkedHashMap<>();
    parts.put("find", Arrays.stream(elements).<Object>map(Element::form).toList());
    parts.put("in", List.of(Symbol.of("$")));
    return new TypedQuery(List.of(elements), parts, List.of(), query -> query);
  }

  /** The same query with more conditions. */
  public TypedQuery where(Condition... conditions) {
    return with("where", Arrays.stream(conditions).map(Condition::form).toArray());
  }

  /** The same query that keeps rows apart which differ in these variables. */
  public TypedQuery with(Var<?>... variables) {
    return with("with", Arrays.stream(variables).map(Var::form).toArray());
  }

  /** The same query with a value for a variable. */
  public <T> TypedQuery given(Var<T> variable, T value) {
    return with("in", variable.form()).and(Objects.requireNonNull(value, "value"));
  }

  /** The same query in which a variable is each of some values in turn. */
  public <T> TypedQuery givenEach(Var<T> variable, Collection<? extends T> values) {
    return with("in", List.of(variable.form(), Symbol.of("..."))).and(List.copyOf(values));
  }

  /**
   * The same query with rules, for {@link Condition#rule}.
   *
   * @param rules EDN text, or forms
   */
  public TypedQuery rules(Object rules) {
    return with("in", Symbol.of("%")).and(rules);
  }

  /** The same query, its rows ordered, after what they are ordered by already. */
  public TypedQuery orderBy(Element<?> element) {
    return with("order-by", List.of(element.form(), Keyword.of("asc")));
  }

  /** The same query, its rows in descending order, after what they are ordered by already. */
  public TypedQuery orderByDescending(Element<?> element) {
    return with("order-by", List.of(element.form(), Keyword.of("desc")));
  }

  /** The same query that gives so many rows at most. */
  public TypedQuery limit(long rows) {
    return with("limit", rows);
  }

  /** The same query that leaves out so many rows at the beginning. */
  public TypedQuery offset(long rows) {
    return with("offset", rows);
  }

  /**
   * The same query within limits.
   *
   * @param limited such as {@code query -> query.timeout(Duration.ofSeconds(2))}
   */
  public TypedQuery within(UnaryOperator<Query> limited) {
    return new TypedQuery(found, parts, inputs, query -> limited.apply(limits.apply(query)));
  }

  private TypedQuery with(String part, Object... forms) {
    Map<String, List<Object>> more = new LinkedHashMap<>(parts);
    List<Object> all = new ArrayList<>(more.getOrDefault(part, List.of()));
    all.addAll(Arrays.asList(forms));
    more.put(part, List.copyOf(all));
    return new TypedQuery(found, more, inputs, limits);
  }

  private TypedQuery and(Object input) {
    List<Object> more = new ArrayList<>(inputs);
    more.add(input);
    return new TypedQuery(found, parts, List.copyOf(more), limits);
  }

  /** The query in the map form, as it could be written. */
  public Map<Object, Object> form() {
    Map<Object, Object> form = new LinkedHashMap<>();
    parts.forEach((part, forms) -> form.put(Keyword.of(part), forms));
    return form;
  }

  /** The inputs after the database, in the order of {@code :in}. */
  public List<Object> inputs() {
    return inputs;
  }

  /**
   * The query as {@link Db#q} takes it, parsed once.
   *
   * @throws dev.dfdb.error.QueryException if it is no query
   */
  public Query query() {
    Query known = parsed;
    if (known == null) {
      known = limits.apply(Query.of(form()));
      parsed = known;
    }
    return known;
  }

  /**
   * Answers the query.
   *
   * @throws dev.dfdb.error.QueryException if it can't be answered
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public List<Row> ask(Db db) {
    return db.q(query(), inputs.toArray()).stream()
        .map(row -> new Row(found, row))
        .toList();
  }

  /** The query as text. */
  @Override
  public String toString() {
    return Edn.print(form());
  }
}

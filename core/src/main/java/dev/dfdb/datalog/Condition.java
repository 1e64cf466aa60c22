package dev.dfdb.datalog;

import dev.dfdb.edn.EdnList;
import dev.dfdb.edn.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A clause of {@code :where}.
 *
 * @param form the clause as it is written
 */
public record Condition(Object form) {

  /** The entity has the value. */
  public static <T> Condition fact(Var<Long> entity, Attr<T> attribute, Var<T> value) {
    return list(entity.form(), attribute.ident(), value.form());
  }

  /** The entity has the value. */
  public static <T> Condition fact(Var<Long> entity, Attr<T> attribute, T value) {
    return list(entity.form(), attribute.ident(), Objects.requireNonNull(value, "value"));
  }

  /**
   * A certain entity has the value.
   *
   * @param entity an entity id, an ident, or a lookup ref such as {@code List.of(EMAIL.ident(),
   *     "ada@x.org")}
   */
  public static <T> Condition factOf(Object entity, Attr<T> attribute, Var<T> value) {
    return list(entity, attribute.ident(), value.form());
  }

  /**
   * The entity refers to a certain other one.
   *
   * @param entity as for {@link #factOf}
   */
  public static Condition refersTo(Var<Long> from, Attr<Long> attribute, Object entity) {
    return list(from.form(), attribute.ident(), entity);
  }

  /** The entity has any value. */
  public static Condition has(Var<Long> entity, Attr<?> attribute) {
    return list(entity.form(), attribute.ident());
  }

  /** The entity has no value. */
  public static Condition lacks(Var<Long> entity, Attr<?> attribute) {
    return test("missing?", Symbol.of("$"), entity, attribute.ident());
  }

  /** The value, or another where the entity has none. */
  public static <T> Condition factOrElse(
      Var<Long> entity, Attr<T> attribute, T otherwise, Var<T> value) {
    return bind(value, "get-else", Symbol.of("$"), entity, attribute.ident(), otherwise);
  }

  /** One value is less than another. */
  public static <T> Condition less(Var<T> left, Var<T> right) {
    return test("<", left, right);
  }

  /** A value is less than a constant. */
  public static <T> Condition less(Var<T> left, T right) {
    return test("<", left, right);
  }

  /** One value is less than another, or equal. */
  public static <T> Condition atMost(Var<T> left, Var<T> right) {
    return test("<=", left, right);
  }

  /** A value is less than a constant, or equal. */
  public static <T> Condition atMost(Var<T> left, T right) {
    return test("<=", left, right);
  }

  /** A value is greater than a constant. */
  public static <T> Condition greater(Var<T> left, T right) {
    return test(">", left, right);
  }

  /** A value is greater than a constant, or equal. */
  public static <T> Condition atLeast(Var<T> left, T right) {
    return test(">=", left, right);
  }

  /** Two values are not equal. */
  public static <T> Condition differ(Var<T> left, Var<T> right) {
    return test("!=", left, right);
  }

  /** A value is none that equals a constant. */
  public static <T> Condition differs(Var<T> left, T right) {
    return test("!=", left, right);
  }

  /**
   * Any predicate.
   *
   * @param function its name, of those that all queries have or that were registered
   * @param arguments variables and constants, whose types nothing checks
   */
  public static Condition test(String function, Object... arguments) {
    return list(call(function, arguments));
  }

  /**
   * A variable is what a function gives.
   *
   * @param <T> the type of the result, which nothing checks
   * @param function as for {@link #test}
   */
  public static <T> Condition bind(Var<T> result, String function, Object... arguments) {
    return list(call(function, arguments), result.form());
  }

  /** A rule holds; its arguments are variables and constants. */
  public static Condition rule(String name, Object... arguments) {
    return new Condition(call(name, arguments));
  }

  /** Not all of the conditions hold. */
  public static Condition not(Condition... conditions) {
    return connective("not", List.of(), conditions);
  }

  /** Not all of the conditions hold, which share with others only the variables given. */
  public static Condition notJoin(List<Var<?>> shared, Condition... conditions) {
    return connective("not-join", List.of(variables(shared)), conditions);
  }

  /** One of the conditions holds. */
  public static Condition or(Condition... conditions) {
    return connective("or", List.of(), conditions);
  }

  /** One of the conditions holds, which share with others only the variables given. */
  public static Condition orJoin(List<Var<?>> shared, Condition... conditions) {
    return connective("or-join", List.of(variables(shared)), conditions);
  }

  /** All of the conditions hold: for a branch of {@link #or}. */
  public static Condition and(Condition... conditions) {
    return connective("and", List.of(), conditions);
  }

  private static Condition connective(String name, List<Object> before, Condition... conditions) {
    List<Object> form = new ArrayList<>(List.of(Symbol.of(name)));
    form.addAll(before);
    Arrays.stream(conditions).map(Condition::form).forEach(form::add);
    return new Condition(EdnList.copyOf(form));
  }

  private static List<Object> variables(List<Var<?>> variables) {
    return variables.stream().map(Var::form).toList();
  }

  private static Object call(String name, Object... arguments) {
    List<Object> form = new ArrayList<>(List.of(Symbol.of(name)));
    for (Object argument : arguments) {
      form.add(argument instanceof Var<?> variable ? variable.form() : argument);
    }
    return EdnList.copyOf(form);
  }

  private static Condition list(Object... parts) {
    return new Condition(List.of(parts));
  }
}

package dev.dfdb.datalog;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.EdnList;
import dev.dfdb.edn.Symbol;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a query finds in one column: a variable, or what is made of its values.
 *
 * @param <T> the type of the values in the column
 */
public sealed interface Element<T> permits Var, Element.Made {

  /** The element as it is written in {@code :find}. */
  Object form();

  /**
   * An aggregate of a variable, or what is pulled of it.
   *
   * @param <T> the type of the values in the column
   * @param form as it is written in {@code :find}
   */
  record Made<T>(Object form) implements Element<T> {}

  /** How many rows a group has; without {@code with}, how many different values. */
  static Element<Long> count(Var<?> variable) {
    return aggregate("count", variable);
  }

  /** How many different values a group has. */
  static Element<Long> countDistinct(Var<?> variable) {
    return aggregate("count-distinct", variable);
  }

  /** The sum; of integers an integer, which is a BigInteger beyond 64 bits. */
  static Element<Number> sum(Var<? extends Number> variable) {
    return aggregate("sum", variable);
  }

  /** The average. */
  static Element<Double> avg(Var<? extends Number> variable) {
    return aggregate("avg", variable);
  }

  /** The least value. */
  static <T> Element<T> min(Var<T> variable) {
    return aggregate("min", variable);
  }

  /** The greatest value. */
  static <T> Element<T> max(Var<T> variable) {
    return aggregate("max", variable);
  }

  /** The different values. */
  static <T> Element<Set<T>> distinct(Var<T> variable) {
    return aggregate("distinct", variable);
  }

  /**
   * Any other aggregate, such as one that was registered.
   *
   * @param <T> the type of its results, which nothing checks
   * @param name the name of the aggregate
   */
  static <T> Element<T> aggregate(String name, Var<?> variable) {
    return new Made<>(EdnList.of(Symbol.of(name), variable.form()));
  }

  /**
   * What a pattern gives of an entity; null if nothing matches.
   *
   * @param pattern EDN text, or the same as Java collections
   */
  static Element<Map<Object, Object>> pull(Var<Long> entity, Object pattern) {
    Object read = pattern instanceof String text ? Edn.read(text) : pattern;
    return new Made<>(
        EdnList.of(Symbol.of("pull"), entity.form(), Objects.requireNonNull(read, "pattern")));
  }
}

package dev.dfdb.datalog;

import dev.dfdb.edn.Symbol;

/**
 * A variable of a query.
 *
 * @param <T> the type of its values, a canonical one: {@code Long} for entities and whole numbers
 * @param name its name, without the question mark
 * @param type the type of its values
 */
public record Var<T>(String name, Class<T> type) implements Element<T> {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is empty, or has anything but letters, digits and
   *     hyphens
   */
  public Var {
    if (!name.matches("[\\p{L}\\d-]+")) {
      throw new IllegalArgumentException("not a name for a variable: " + name);
    }
  }

  /** A variable for values of a type. */
  public static <T> Var<T> of(String name, Class<T> type) {
    return new Var<>(name, type);
  }

  /** A variable for entities, by their ids. */
  public static Var<Long> entity(String name) {
    return new Var<>(name, Long.class);
  }

  @Override
  public Object form() {
    return Symbol.of("?" + name);
  }
}

package dev.dfdb.datalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of an answer, whose values are asked for by what was to be found. Immutable. */
public final class Row {

  private final List<Element<?>> found;
  private final List<@Nullable Object> values;

  Row(List<Element<?>> found, List<@Nullable Object> values) {
    this.found = found;
    this.values = values;
  }

  /**
   * The value of a column.
   *
   * @return null where something was pulled and nothing matched
   * @throws IllegalArgumentException if the query doesn't find it
   * @throws ClassCastException if the values of an attribute are not of the type it was said to
   *     have
   */
  @SuppressWarnings("unchecked") // what was made of a variable has the type that it says
  public <T> @Nullable T get(Element<T> element) {
    int place = found.indexOf(element);
    if (place < 0) {
      throw new IllegalArgumentException("the query finds no " + element.form());
    }
    Object value = values.get(place);
    return element instanceof Var<T> variable ? variable.type().cast(value) : (T) value;
  }

  /** The values, as in a {@link dev.dfdb.QueryResult}. */
  @Override
  public String toString() {
    return values.toString();
  }
}

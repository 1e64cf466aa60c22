package dev.dfdb.exchange.mapping;

import dev.dfdb.edn.Keyword;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a column from the first rows. Immutable.
 *
 * @param name the name of the column
 * @param attribute where its values go
 * @param type the type they have; null to be taken as they are
 * @param many whether some rows have several
 * @param rows how many rows were looked at
 * @param values how many values they had
 * @param counterExamples values that speak against a narrower type, or that are not of this one
 */
public record InferredColumn(
    String name,
    Keyword attribute,
    @Nullable ColumnType type,
    boolean many,
    int rows,
    int values,
    List<CounterExample> counterExamples) {

  /**
   * A value that is not of a type that others in its column are of.
   *
   * @param type the type
   * @param fitting how many values are of it
   * @param row the number of the row
   * @param line the line of the text
   * @param text the value
   */
  public record CounterExample(ColumnType type, int fitting, long row, long line, String text) {}

  /** Copies the list. */
  public InferredColumn {
    counterExamples = List.copyOf(counterExamples);
  }

  /** On one line, with the counter-examples. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name)
        .append(" -> ")
        .append(attribute)
        .append(" ")
        .append(type == null ? "any" : type.toString().toLowerCase(Locale.ROOT))
        .append(many ? ", several" : "")
        .append(" (")
        .append(values)
        .append(" values in ")
        .append(rows)
        .append(" rows");
    for (CounterExample counter : counterExamples) {
      text.append("; ")
          .append(counter.fitting())
          .append(counter.type() == type ? " are" : " would be ")
          .append(counter.type() == type ? "" : counter.type().toString().toLowerCase(Locale.ROOT))
          .append(", but not that of line ")
          .append(counter.line())
          .append(": ")
          .append(counter.text());
    }
    return text.append(')').toString();
  }
}

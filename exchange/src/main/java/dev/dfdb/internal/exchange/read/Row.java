package dev.dfdb.internal.exchange.read;

import dev.dfdb.exchange.mapping.RowProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was read.
 *
 * @param number from 1
 * @param line where it begins
 * @param column where in the line
 * @param text all of it, with the end of its line
 * @param cells its values, in order
 * @param problem why it can't be read; null if it can be
 */
public record Row(
    long number,
    long line,
    int column,
    String text,
    List<Cell> cells,
    @Nullable RowProblem problem) {

  /** A problem with one of its values. */
  public RowProblem problem(Cell cell, String shown, String reason) {
    return new RowProblem(number, cell.line(), cell.column(), cell.name(), shown, reason);
  }

  /** A problem with all of it. */
  public RowProblem problem(String reason) {
    return new RowProblem(number, line, column, null, text.strip(), reason);
  }
}

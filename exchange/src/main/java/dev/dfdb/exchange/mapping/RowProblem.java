package dev.dfdb.exchange.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a row, and where. Immutable.
 *
 * @param row the number of the row, from 1, the heading not counted
 * @param line the line of the text, from 1
 * @param column where in the line, in UTF-16 units from 1
 * @param name the name of the column, or null if the row as a whole is wrong
 * @param text what stands there, shortened
 * @param reason what is wrong, and what would be right
 */
public record RowProblem(
    long row, long line, int column, @Nullable String name, String text, String reason) {

  /** How much of the text is kept. */
  public static final int SHOWN_CHARS = 200;

  /** Shortens the text. */
  public RowProblem {
    if (text.length() > SHOWN_CHARS) {
      text = text.substring(0, SHOWN_CHARS) + "…";
    }
  }

  /** On one line: place, name, text and reason. */
  @Override
  public String toString() {
    String place = "row " + row + ", line " + line + ", column " + column;
    String where = name == null ? place : place + ", " + name;
    return where + ": " + reason + (text.isEmpty() ? "" : ": " + text.replaceAll("\\R", "\\\\n"));
  }
}

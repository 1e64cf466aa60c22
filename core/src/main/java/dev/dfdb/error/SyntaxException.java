package dev.dfdb.error;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** EDN text that can't be read. The position is where reading had to stop. */
public final class SyntaxException extends DfdbException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * Creates the error.
   *
   * @param summary what is wrong with the text
   * @param line line of the text, from 1
   * @param column column of the text in UTF-16 units, from 1
   * @param context what else is known, such as the token
   */
  public SyntaxException(String summary, int line, int column, Map<String, ?> context) {
    this(summary, line, column, context, null);
  }

  /** Creates the error with its cause, such as what the reader of a tag threw. */
  public SyntaxException(
      String summary, int line, int column, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context(line, column, context), cause);
    this.line = line;
    this.column = column;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column in UTF-16 units, from 1. */
  public int column() {
    return column;
  }

  private static Map<String, Object> context(int line, int column, Map<String, ?> more) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("line", line);
    context.put("column", column);
    context.putAll(more);
    return context;
  }
}

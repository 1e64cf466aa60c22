package dev.dfdb.cli.shell;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor when a statement needs another line, and which word the cursor is in. */
final class StatementParser implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    boolean isAccepted =
        context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT;
    if (isAccepted && !Statement.isComplete(line)) {
      throw new EOFError(-1, cursor, "a bracket or a string is open");
    }
    return WordAtCursor.of(line, cursor);
  }

  /** A backslash before the end of the line is EDN's, not the editor's. */
  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }
}

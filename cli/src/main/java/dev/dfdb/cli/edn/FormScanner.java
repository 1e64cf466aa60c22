package dev.dfdb.cli.edn;

/**
 * Follows EDN text character by character, as far as it takes to know whether something is still
 * open: a bracket, a string, or a form that {@code #_} is to leave out. What is wrong with the text
 * is for the reader to say. Used by one thread.
 */
public final class FormScanner {

  private enum State {
    BETWEEN,
    TOKEN,
    HASH,
    STRING,
    ESCAPE,
    COMMENT,
    CHARACTER
  }

  private State state = State.BETWEEN;
  private int depth;
  private int leftOut;

  /** At the beginning of a text. */
  public FormScanner() {}

  /** Whether a text ends within a bracket or a string. */
  public static boolean isOpen(String text) {
    FormScanner scanner = new FormScanner();
    text.chars().forEach(c -> scanner.accept((char) c));
    return scanner.isOpen();
  }

  /** Whether a bracket or a string is open. */
  public boolean isOpen() {
    return depth > 0 || state == State.STRING || state == State.ESCAPE;
  }

  /** Whether the text ends within a comment. */
  public boolean isInComment() {
    return state == State.COMMENT;
  }

  /**
   * Takes the next character.
   *
   * @return whether it closed a bracket in which nothing else is, nor is left out: here a text can
   *     be cut
   */
  public boolean accept(char c) {
    switch (state) {
      case STRING -> state = c == '"' ? State.BETWEEN : c == '\\' ? State.ESCAPE : State.STRING;
      case ESCAPE -> state = State.STRING;
      case COMMENT -> state = c == '\n' ? State.BETWEEN : State.COMMENT;
      case CHARACTER -> state = State.TOKEN;
      case HASH -> {
        if (c == '_') {
          leftOut += depth == 0 ? 1 : 0;
          state = State.BETWEEN;
          return false;
        }
        return plain(c);
      }
      default -> {
        return plain(c);
      }
    }
    return false;
  }

  private boolean plain(char c) {
    switch (c) {
      case '"' -> state = State.STRING;
      case ';' -> state = State.COMMENT;
      case '\\' -> state = State.CHARACTER;
      case '#' -> state = state == State.TOKEN ? State.TOKEN : State.HASH;
      case '(', '[', '{' -> {
        depth++;
        state = State.BETWEEN;
      }
      case ')', ']', '}' -> {
        depth--;
        state = State.BETWEEN;
        return depth <= 0 && endsForm();
      }
      default ->
        state = c == ',' || c == '\u00A0' || c == '\uFEFF' || Character.isWhitespace(c)
            ? State.BETWEEN
            : State.TOKEN;
    }
    return false;
  }

  private boolean endsForm() {
    if (leftOut > 0) {
      leftOut--;
      return false;
    }
    return true;
  }
}

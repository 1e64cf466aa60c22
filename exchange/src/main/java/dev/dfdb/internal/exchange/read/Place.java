package dev.dfdb.internal.exchange.read;

/** A line and a column, from 1. */
record Place(long line, int column) {

  /** The place of an offset in a text that itself begins at a place. */
  static Place in(String text, int offset, long line, int column) {
    long atLine = line;
    int atColumn = column;
    for (int i = 0; i < offset; i++) {
      if (endsLine(text, i)) {
        atLine++;
        atColumn = 1;
      } else {
        atColumn++;
      }
    }
    return new Place(atLine, atColumn);
  }

  /** How long a text is up to the end of its first line, with it; 0 if the line has no end. */
  static int endOfLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (endsLine(text, i)) {
        return i + 1;
      }
    }
    return 0;
  }

  private static boolean endsLine(String text, int at) {
    char c = text.charAt(at);
    return c == '\n' || (c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'));
  }
}

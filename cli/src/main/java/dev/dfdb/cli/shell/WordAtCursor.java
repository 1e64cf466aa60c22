package dev.dfdb.cli.shell;

import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * What stands in the editor, and the word that the cursor is in. Nothing is escaped: words are
 * those of EDN.
 *
 * @param line the whole text
 * @param cursor the place in it
 * @param start where the word begins
 * @param end where it ends
 */
record WordAtCursor(String line, int cursor, int start, int end) implements CompletingParsedLine {

  private static final String ENDS = "()[]{}\"; \t\r\n,";

  /** Finds the word. */
  static WordAtCursor of(String line, int cursor) {
    int start = cursor;
    while (start > 0 && ENDS.indexOf(line.charAt(start - 1)) < 0) {
      start--;
    }
    int end = cursor;
    while (end < line.length() && ENDS.indexOf(line.charAt(end)) < 0) {
      end++;
    }
    return new WordAtCursor(line, cursor, start, end);
  }

  @Override
  public String word() {
    return line.substring(start, end);
  }

  /** What stands before the word, without blanks. */
  String before() {
    return line.substring(0, start).stripTrailing();
  }

  @Override
  public int wordCursor() {
    return cursor - start;
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word());
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return wordCursor();
  }

  @Override
  public int rawWordLength() {
    return end - start;
  }
}

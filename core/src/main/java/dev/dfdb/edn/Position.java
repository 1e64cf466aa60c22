package dev.dfdb.edn;

import java.util.stream.IntStream;

/**
 * A place in a text.
 *
 * @param line the line, from 1
 * @param column the column in UTF-16 units, from 1
 */
public record Position(int line, int column) {

  /** The place of an offset in a text. */
  static Position at(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, offset - lineStart + 1);
  }

  /** The offsets in a text at which its lines begin, in ascending order; the first is 0. */
  static int[] lines(String text) {
    IntStream others =
        IntStream.rangeClosed(1, text.length()).filter(at -> text.charAt(at - 1) == '\n');
    return IntStream.concat(IntStream.of(0), others).toArray();
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}

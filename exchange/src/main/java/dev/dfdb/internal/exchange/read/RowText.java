package dev.dfdb.internal.exchange.read;

import dev.dfdb.exchange.mapping.Source;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place moving through a text, row by row. The text of the row it is in is kept, so that reading
 * can go back within it when the row turns out to be no row. A line ends with LF, CR or both. Used
 * by one thread.
 */
final class RowText implements Closeable {

  /** What {@link #read} gives at the end. */
  static final int END = -1;

  private static final int FIRST_CHARS = 1 << 16;

  private final Decoding decoding;
  private final int maxChars;
  private char[] buffer = new char[FIRST_CHARS];
  private int start;
  private int at;
  private int limit;
  private long before;
  private long startLine = 1;
  private int startColumn = 1;
  private long line = 1;
  private int column = 1;

  /**
   * Opens a text.
   *
   * @param maxChars how long a row may be
   */
  RowText(Source source, int maxChars) throws IOException {
    this.decoding = new Decoding(source.open(), source.charset());
    this.maxChars = maxChars;
  }

  /** The next character, or {@link #END}; also where the row has become too long. */
  int read() throws IOException {
    if (at == limit && !fill()) {
      return END;
    }
    char c = buffer[at++];
    if (c == '\n' || (c == '\r' && peek() != '\n')) {
      line++;
      column = 1;
    } else {
      column++;
    }
    return c;
  }

  /** The character that comes next, which stays there. */
  int peek() throws IOException {
    return at == limit && !fill() ? END : buffer[at];
  }

  private boolean fill() throws IOException {
    if (start > 0 && limit == buffer.length) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      before += start;
      at -= start;
      limit -= start;
      start = 0;
    }
    if (isTooLong()) {
      return false;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, maxChars));
    }
    int read = decoding.read(buffer, limit, buffer.length - limit);
    limit += Math.max(read, 0);
    return read > 0;
  }

  /** Whether the row is as long as a row may be, and not over. */
  boolean isTooLong() {
    return at - start >= maxChars;
  }

  /** Begins a row here. */
  void startRow() {
    start = at;
    startLine = line;
    startColumn = column;
  }

  /** The row as far as it was read. */
  String rowText() {
    return new String(buffer, start, at - start);
  }

  /** What was read of the row since a place in it. */
  String since(int from) {
    return new String(buffer, start + from, at - start - from);
  }

  /** How much of the row was read. */
  int rowLength() {
    return at - start;
  }

  /** Goes back to a place in the row. */
  void rewind(int length) throws IOException {
    at = start;
    line = startLine;
    column = startColumn;
    while (at - start < length) {
      read();
    }
  }

  /** Leaves everything up to the end of the line, keeping none of it. */
  void skipLine() throws IOException {
    long here = line;
    while (line == here && peek() != END) {
      read();
      start = at;
    }
    startRow();
  }

  /** The first place in the row, as far as it was read, where bytes are no characters. */
  @Nullable
  Integer malformed() {
    Long found = decoding.malformed(before + start, before + at);
    return found == null ? null : (int) (found - before - start);
  }

  long startLine() {
    return startLine;
  }

  int startColumn() {
    return startColumn;
  }

  long line() {
    return line;
  }

  int column() {
    return column;
  }

  /** How many bytes were read, some of which may not have been looked at. */
  long bytesRead() {
    return decoding.bytesRead();
  }

  @Override
  public void close() throws IOException {
    decoding.close();
  }
}

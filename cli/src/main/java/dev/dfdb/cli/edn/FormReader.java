package dev.dfdb.cli.edn;

import dev.dfdb.edn.Edn;
import dev.dfdb.error.SyntaxException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the forms of a text one after the other, holding no more than one. Used by one thread. */
public final class FormReader {

  /**
   * A form.
   *
   * @param form what was read
   * @param line the line on which it begins, from 1
   */
  public record Form(@Nullable Object form, int line) {}

  private final Reader text;
  private final String source;
  private final char[] buffer = new char[1 << 14];
  private final Deque<Form> read = new ArrayDeque<>();
  private int filled;
  private int at;
  private int line = 1;
  private int first;
  private long chars;

  /**
   * Begins at the beginning.
   *
   * @param source what the text is called in errors
   */
  public FormReader(Reader text, String source) {
    this.text = text;
    this.source = source;
  }

  /** How many characters were read. */
  public long chars() {
    return chars;
  }

  /**
   * The next form, or empty at the end.
   *
   * @throws SyntaxException if there is none; its line is one of the text
   */
  public Optional<Form> next() throws IOException {
    while (read.isEmpty()) {
      int begin = line;
      String piece = piece();
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      try {
        Edn.readAll(piece).forEach(form -> read.add(new Form(form, first)));
      } catch (SyntaxException e) {
        throw moved(e, begin);
      }
    }
    return Optional.of(read.remove());
  }

  private SyntaxException moved(SyntaxException e, int begin) {
    Map<String, Object> context = new HashMap<>(e.context());
    context.remove("line");
    context.remove("column");
    context.put("source", source);
    return new SyntaxException(e.summary(), e.line() + begin - 1, e.column(), context);
  }

  /** The text up to where it can be cut. */
  private String piece() throws IOException {
    FormScanner scanner = new FormScanner();
    StringBuilder piece = new StringBuilder();
    first = 0;
    while (true) {
      if (at == filled) {
        filled = Math.max(0, text.read(buffer));
        at = 0;
        if (filled == 0) {
          return piece.toString();
        }
      }
      char c = buffer[at++];
      chars++;
      line += c == '\n' ? 1 : 0;
      piece.append(c);
      boolean isEnd = scanner.accept(c);
      if (first == 0 && scanner.isOpen()) {
        first = line;
      }
      if (isEnd) {
        return piece.toString();
      }
    }
  }
}

package dev.dfdb.cli.shell;

import dev.dfdb.error.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An error as lines for a person: the message, and where in the text it is. */
final class ErrorLines {

  private static final Pattern PLACE = Pattern.compile("\\(?line (\\d+), column (\\d+)\\)?");

  private ErrorLines() {}

  /**
   * The lines.
   *
   * @param text what was said
   * @param message what is wrong with it
   */
  static List<String> of(Throwable error, String text, String message) {
    List<String> lines = new ArrayList<>();
    lines.add("error: " + message);
    if (error instanceof SyntaxException syntax) {
      point(lines, text, syntax.line(), syntax.column());
    } else {
      Matcher place = PLACE.matcher(message);
      if (place.find()) {
        point(lines, text, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
      }
    }
    return lines;
  }

  private static void point(List<String> lines, String text, int line, int column) {
    List<String> said = text.lines().toList();
    if (line <= said.size() && column <= said.get(line - 1).length() + 1) {
      lines.add("  " + said.get(line - 1).replace('\t', ' '));
      lines.add("  " + " ".repeat(column - 1) + "^");
    }
  }
}

package dev.dfdb.edn;

import dev.dfdb.error.SyntaxException;
import java.util.Map;

/** A place moving through a text: blanks, tokens, strings and characters. */
final class EdnText {

  private final String text;
  private int offset;

  EdnText(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return offset >= text.length();
  }

  char peek() {
    return text.charAt(offset);
  }

  int offset() {
    return offset;
  }

  void skip(int chars) {
    offset += chars;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, offset);
  }

  void skipBlank() {
    while (!atEnd()) {
      char c = peek();
      if (c == ';') {
        while (!atEnd() && peek() != '\n') {
          offset++;
        }
      } else if (isBlank(c)) {
        offset++;
      } else {
        return;
      }
    }
  }

  /** The characters up to the next blank, bracket, quote or comment; maybe none. */
  String token() {
    int start = offset;
    while (!atEnd() && !endsToken(peek())) {
      offset++;
    }
    return text.substring(start, offset);
  }

  String string() {
    int start = offset++;
    StringBuilder value = new StringBuilder();
    while (true) {
      if (atEnd()) {
        throw errorAt(start, "A string that is never closed", Map.of());
      }
      char c = text.charAt(offset++);
      if (c == '"') {
        return value.toString();
      }
      value.append(c == '\\' ? escaped(start) : c);
    }
  }

  private char escaped(int start) {
    if (atEnd()) {
      throw errorAt(start, "A string that is never closed", Map.of());
    }
    char c = text.charAt(offset++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '\\', '"' -> c;
      case 'u' -> hex(Math.min(offset + 4, text.length()));
      default ->
        throw errorAt(offset - 2, "An unknown escape in a string", Map.of("token", "\\" + c));
    };
  }

  private char hex(int end) {
    String digits = text.substring(offset, end);
    if (!isHex(digits)) {
      throw errorAt(
          offset - 2, "Four hexadecimal digits belong after \\u", Map.of("found", digits));
    }
    offset = end;
    return (char) Integer.parseInt(digits, 16);
  }

  char character() {
    int start = offset++;
    if (atEnd() || Character.isWhitespace(peek())) {
      throw errorAt(start, "No character after the backslash", Map.of());
    }
    offset++;
    token();
    String name = text.substring(start + 1, offset);
    if (name.length() == 1) {
      return name.charAt(0);
    }
    if (name.charAt(0) == 'u' && isHex(name.substring(1))) {
      return (char) Integer.parseInt(name.substring(1), 16);
    }
    return switch (name) {
      case "newline" -> '\n';
      case "return" -> '\r';
      case "space" -> ' ';
      case "tab" -> '\t';
      case "formfeed" -> '\f';
      case "backspace" -> '\b';
      default -> throw errorAt(start, "An unknown character name", Map.of("token", "\\" + name));
    };
  }

  private static boolean isHex(String digits) {
    return digits.length() == 4
        && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
  }

  static boolean isBlank(char c) {
    return c == ',' || Character.isWhitespace(c) || c == '\u00A0' || c == '\uFEFF';
  }

  static boolean endsToken(char c) {
    return isBlank(c) || "()[]{}\";\\".indexOf(c) >= 0;
  }

  Position position(int at) {
    return Position.at(text, at);
  }

  SyntaxException error(String summary, Map<String, ?> context) {
    return errorAt(Math.min(offset, text.length()), summary, context);
  }

  SyntaxException errorAt(int at, String summary, Map<String, ?> context) {
    Position position = position(at);
    return new SyntaxException(summary, position.line(), position.column(), context);
  }
}

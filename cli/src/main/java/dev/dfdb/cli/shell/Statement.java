package dev.dfdb.cli.shell;

import dev.dfdb.cli.edn.FormScanner;
import dev.dfdb.cli.edn.TransactionReader;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.EdnList;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was said to the shell. */
sealed interface Statement {

  /** Nothing but blanks and comments. */
  record Nothing() implements Statement {}

  /** A command, and what follows it on the line. */
  record Command(String name, String argument) implements Statement {}

  /** A query, and its inputs after the database. */
  record Question(String query, List<@Nullable Object> inputs) implements Statement {}

  /** The forms of a transaction, or a map with {@code :tx-data}. */
  record Change(Object forms) implements Statement {}

  /** A pattern and an entity. */
  record Pull(Object pattern, Object entity) implements Statement {}

  /** Whether a text needs no further line: every bracket and string in it is closed. */
  static boolean isComplete(String text) {
    return !FormScanner.isOpen(text);
  }

  /**
   * Understands a text.
   *
   * @throws dev.dfdb.error.SyntaxException if it is no EDN, where it should be
   * @throws QueryException if it is neither a query nor a transaction nor a command
   */
  static Statement parse(String text) {
    int start = start(text);
    if (start == text.length()) {
      return new Nothing();
    }
    if ("[({".indexOf(text.charAt(start)) < 0) {
      String line = text.substring(start).strip();
      String[] words = (line.startsWith(".") ? line.substring(1) : line).split("\\s+", 2);
      return new Command(words[0], words.length == 1 ? "" : words[1].strip());
    }
    return forms(text);
  }

  /** Where the first thing stands that is no blank and no comment. */
  private static int start(String text) {
    FormScanner scanner = new FormScanner();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      scanner.accept(c);
      if (!scanner.isInComment() && !Character.isWhitespace(c) && c != ',') {
        return i;
      }
    }
    return text.length();
  }

  private static Statement forms(String text) {
    String first = first(text);
    List<@Nullable Object> forms = Edn.readAll(text);
    Object form = forms.get(0);
    if (isQuery(form)) {
      return new Question(first, forms.subList(1, forms.size()));
    }
    if (form instanceof EdnList list && list.size() == 3 && Symbol.of("pull").equals(list.get(0))) {
      return new Pull(given(list.get(1)), given(list.get(2)));
    }
    if (form != null && forms.size() == 1 && isTransaction(form)) {
      return new Change(form);
    }
    List<Object> alone = new ArrayList<>();
    for (Object one : forms) {
      if (one instanceof Map || (one instanceof List<?> list && isForm(list))) {
        alone.add(one);
      } else {
        throw new QueryException(
            "Neither a query nor a transaction",
            Map.of(
                "form",
                String.valueOf(one),
                "expected",
                "[:find ...], [{...}], {...}, [:db/add ...] or (pull [...] entity); see help"));
      }
    }
    return new Change(alone);
  }

  private static boolean isTransaction(Object form) {
    return TransactionReader.isTransaction(form) && !(form instanceof EdnList);
  }

  private static boolean isForm(List<?> list) {
    return !list.isEmpty() && !(list.get(0) instanceof Map);
  }

  private static Object given(@Nullable Object form) {
    return form == null ? "nil" : form;
  }

  private static boolean isQuery(@Nullable Object form) {
    Keyword find = Keyword.of("find");
    return form instanceof Map<?, ?> map
        ? map.containsKey(find)
        : form instanceof List<?> list && !list.isEmpty() && find.equals(list.get(0));
  }

  /** The text up to the end of the first form, from which errors count lines and columns. */
  private static String first(String text) {
    FormScanner scanner = new FormScanner();
    for (int i = 0; i < text.length(); i++) {
      if (scanner.accept(text.charAt(i))) {
        return text.substring(0, i + 1);
      }
    }
    return text;
  }
}

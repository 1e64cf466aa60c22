package dev.dfdb.cli.shell;

import dev.dfdb.error.DfdbException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/**
 * What the word at the cursor may become: at the beginning a command; with a colon an attribute of
 * the database, or a keyword of queries; behind an opening parenthesis a function, or a rule;
 * otherwise a variable that is there. Used by one thread.
 */
final class Completion implements Completer {

  private static final List<String> KEYWORDS = List.of(
      ":find",
      ":in",
      ":where",
      ":with",
      ":keys",
      ":strs",
      ":syms",
      ":order-by",
      ":limit",
      ":offset",
      ":asc",
      ":desc",
      ":tx-data",
      ":tx-meta",
      ":as",
      ":default",
      ":db/id",
      ":db/add",
      ":db/retract",
      ":db/retractEntity",
      ":db/cas");

  private static final List<String> FUNCTIONS = List.of(
      "and",
      "avg",
      "blank?",
      "compare",
      "count",
      "count-distinct",
      "dec",
      "distinct",
      "empty?",
      "ends-with?",
      "even?",
      "get-else",
      "get-some",
      "ground",
      "identity",
      "inc",
      "includes?",
      "inst?",
      "integer?",
      "keyword?",
      "lower-case",
      "max",
      "median",
      "min",
      "missing?",
      "mod",
      "name",
      "namespace",
      "neg?",
      "nil?",
      "not",
      "not-join",
      "not=",
      "number?",
      "odd?",
      "or",
      "or-join",
      "pos?",
      "pull",
      "quot",
      "rand",
      "rem",
      "sample",
      "some?",
      "starts-with?",
      "stddev",
      "str",
      "string?",
      "subs",
      "sum",
      "trim",
      "tuple",
      "tx-data",
      "tx-ids",
      "untuple",
      "upper-case",
      "variance",
      "zero?");

  private static final Pattern VARIABLE = Pattern.compile("[?$%][^\\s,()\\[\\]{}\";]*");

  private final Session session;
  private @Nullable Set<String> attributes;
  private long knownT = -1;

  Completion(Session session) {
    this.session = session;
  }

  @Override
  public void complete(LineReader reader, ParsedLine parsed, List<Candidate> candidates) {
    WordAtCursor at = WordAtCursor.of(parsed.line(), parsed.cursor());
    for (String word : words(at)) {
      candidates.add(new Candidate(word));
    }
  }

  /** All words that may stand there; the editor chooses those that go with what is typed. */
  Collection<String> words(WordAtCursor at) {
    String typed = at.word();
    String before = at.before();
    if (typed.startsWith(":")) {
      Set<String> words = new LinkedHashSet<>(KEYWORDS);
      words.addAll(attributes());
      return words;
    }
    if (before.isEmpty()) {
      return session.words().names();
    }
    if (before.endsWith("(")) {
      Set<String> words = new TreeSet<>(FUNCTIONS);
      for (Object rule : session.rules()) {
        if (rule instanceof List<?> list && list.get(0) instanceof List<?> head) {
          words.add(String.valueOf(head.get(0)));
        }
      }
      return words;
    }
    Set<String> variables = new TreeSet<>();
    VARIABLE.matcher(before).results().forEach(found -> variables.add(found.group()));
    if (typed.isEmpty()) {
      variables.addAll(before.endsWith("[") || before.endsWith("{") ? attributes() : List.of());
    }
    return variables;
  }

  /** A database that can't be read now must not end the editing of a line. */
  private Set<String> attributes() {
    try {
      long t = session.connection().db().basisT();
      if (attributes == null || t != knownT) {
        attributes = Listings.attributeNames(session);
        knownT = t;
      }
      return attributes;
    } catch (DfdbException unreadable) {
      return Set.of();
    }
  }
}

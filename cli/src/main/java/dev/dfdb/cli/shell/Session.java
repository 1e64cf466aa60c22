package dev.dfdb.cli.shell;

import dev.dfdb.Cancellation;
import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Query;
import dev.dfdb.QueryResult;
import dev.dfdb.TxReport;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.edn.QueryInputs;
import dev.dfdb.cli.output.Json;
import dev.dfdb.cli.output.RowFormat;
import dev.dfdb.cli.output.Rows;
import dev.dfdb.cli.output.TransactionSummary;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Terminal;
import dev.dfdb.edn.Edn;
import dev.dfdb.error.TransactionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a database. Statements are run by one thread; {@link #cancel} may be called
 * by any.
 */
final class Session {

  private static final int USUAL_ROWS = 50;

  private final OpenedDatabase opened;
  private final Supplier<Terminal> terminal;
  private final boolean readOnly;
  private final Words words = new Words();

  private View view = View.PRESENT;
  private int limit = USUAL_ROWS;
  private boolean timing = true;
  private boolean json;
  private final List<Object> rules = new ArrayList<>();
  private volatile @Nullable Cancellation running;

  /**
   * Begins it.
   *
   * @param terminal where to write; asked before each answer, as its width may change
   */
  Session(OpenedDatabase opened, Supplier<Terminal> terminal, boolean readOnly, boolean json) {
    this.opened = opened;
    this.terminal = terminal;
    this.readOnly = readOnly;
    this.json = json;
  }

  /**
   * Does what a text says.
   *
   * @return whether the conversation goes on
   */
  boolean run(String text) {
    Statement statement = Statement.parse(text);
    if (statement instanceof Statement.Command command) {
      return words.run(this, command);
    }
    if (statement instanceof Statement.Question question) {
      ask(question);
    } else if (statement instanceof Statement.Change change) {
      transact(change);
    } else if (statement instanceof Statement.Pull pull) {
      pull(pull);
    }
    return true;
  }

  /** Stops the query that is running, if one is. */
  void cancel() {
    Cancellation now = running;
    if (now != null) {
      now.cancel();
    }
  }

  private void ask(Statement.Question question) {
    Query query = cancellable(question);
    long start = System.nanoTime();
    QueryResult result;
    try {
      result = db().q(query, inputs(question));
    } finally {
      running = null;
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    Rows rows = Rows.of(result);
    rows.print(json ? RowFormat.JSON : RowFormat.TABLE, out(), limit);
    if (!json) {
      out().line(timing ? rows.footer(time) : Figures.count(result.size(), "row"));
    }
  }

  /** The query of a question, which {@link #cancel} stops from now on. */
  Query cancellable(Statement.Question question) {
    Cancellation cancellation = new Cancellation();
    running = cancellation;
    return Query.of(question.query()).cancelledBy(cancellation);
  }

  /** The inputs of a question, with the rules of the session where it asks for rules. */
  @Nullable
  Object[] inputs(Statement.Question question) {
    List<String> given = question.inputs().stream().map(Edn::print).toList();
    boolean wantsRules = !rules.isEmpty() && QueryInputs.namesRules(Edn.read(question.query()));
    return QueryInputs.of(question.query(), given, wantsRules ? Edn.print(rules) : null);
  }

  private void transact(Statement.Change change) {
    if (readOnly) {
      throw new TransactionException(
          "The shell only reads", Map.of("reason", "it was started with --read-only"));
    }
    long start = System.nanoTime();
    TxReport report = change.forms() instanceof Map<?, ?> map
            && map.keySet().stream().anyMatch(key -> String.valueOf(key).equals(":tx-data"))
        ? connection().transact(map)
        : connection().transact(forms(change.forms()));
    if (json) {
      out().line(Json.print(TransactionSummary.document(report)));
    } else {
      out().line(TransactionSummary.line(report) + timed(start));
    }
  }

  private static Collection<?> forms(Object forms) {
    return forms instanceof Collection<?> collection ? collection : List.of(forms);
  }

  private void pull(Statement.Pull pull) {
    long start = System.nanoTime();
    Map<Object, Object> found = db().pull(pull.pattern(), pull.entity());
    out().line(json ? Json.print(found) : Edn.print(found));
    if (!json && timing) {
      out().line(timed(start).substring(2));
    }
  }

  /** Since when, in words, if timings are wanted. */
  private String timed(long start) {
    return timing ? ", " + Figures.time(Duration.ofNanos(System.nanoTime() - start)) : "";
  }

  /** The database as it is looked at. */
  Db db() {
    return view.of(connection().db());
  }

  Connection connection() {
    return opened.connection();
  }

  OpenedDatabase opened() {
    return opened;
  }

  Terminal out() {
    return terminal.get();
  }

  Words words() {
    return words;
  }

  View view() {
    return view;
  }

  /** Looks at another part of time from now on, which must be one. */
  void look(View other) {
    other.of(connection().db());
    view = other;
  }

  boolean json() {
    return json;
  }

  void json(boolean on) {
    json = on;
  }

  void timing(boolean on) {
    timing = on;
  }

  int limit() {
    return limit;
  }

  void limit(int rows) {
    limit = rows;
  }

  /** The rules that queries call {@code %}; may be changed. */
  List<Object> rules() {
    return rules;
  }
}

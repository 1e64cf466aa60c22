package dev.dfdb.cli.shell;

import dev.dfdb.cli.database.PointInTime;
import dev.dfdb.cli.output.DatabaseFigures;
import dev.dfdb.cli.output.ExplainedQuery;
import dev.dfdb.cli.terminal.Table;
import dev.dfdb.edn.Edn;
import dev.dfdb.error.QueryException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words that the shell knows, beside queries and transactions. Immutable. */
final class Words {

  private static final Set<String> ENDING = Set.of("quit", "exit");

  private final Map<String, Word> byName = new LinkedHashMap<>();

  Words() {
    add("help", "", "what can be said here", (session, argument) -> help(session));
    add(
        "as-of",
        "T",
        "look at the database as it was after a transaction or at a time",
        (session, point) -> session.look(new View(
            PointInTime.parse(point), session.view().since(), session.view().history())));
    add(
        "since",
        "T",
        "look only at what was asserted after a transaction or a time",
        (session, point) -> session.look(new View(
            session.view().asOf(), PointInTime.parse(point), session.view().history())));
    add(
        "history",
        "",
        "look at everything that happened",
        (session, argument) ->
            session.look(new View(session.view().asOf(), session.view().since(), true)));
    add(
        "present",
        "",
        "look at the present again",
        (session, argument) -> session.look(View.PRESENT));
    add("explain", "QUERY", "answer a query, and say how that was done", Words::explain);
    add(
        "rules",
        "[RULES | clear]",
        "define what queries call %, show it, or forget it",
        Words::rules);
    add(
        "attributes",
        "",
        "the attributes, with their numbers of datoms and values",
        Listings::attributes);
    add("schema", "", "the attributes that are declared, and how", Listings::schema);
    add("log", "[FROM [TO]]", "the transactions from one point in time to another", Listings::log);
    add(
        "entity",
        "ENTITY",
        "everything of an entity: an id, an ident or [:attribute value]",
        (session, entity) -> session.run("(pull [*] " + entity + ")"));
    add(
        "stats",
        "",
        "how large the database is",
        (session, argument) -> DatabaseFigures.of(
                session.db(),
                session.opened().statistics(),
                session.connection().statistics())
            .print(session.out(), session.json()));
    add("limit", "N", "show so many rows at most", (session, rows) -> session.limit(number(rows)));
    add(
        "timing",
        "on | off",
        "whether to say how long things took",
        (session, argument) -> session.timing(isOn(argument)));
    add(
        "json",
        "on | off",
        "whether to answer in JSON",
        (session, argument) -> session.json(isOn(argument)));
    add("quit", "", "leave; exit and Ctrl-D do the same", (session, argument) -> {});
  }

  private void add(String name, String arguments, String meaning, Word.Action action) {
    byName.put(name, new Word(name, arguments, meaning, action));
  }

  /** Their names. */
  Collection<String> names() {
    return byName.keySet();
  }

  /**
   * Does what a command says.
   *
   * @return whether the conversation goes on
   * @throws QueryException if there is no such command, or it takes something else
   */
  boolean run(Session session, Statement.Command said) {
    String name = said.name().toLowerCase(Locale.ROOT);
    if (ENDING.contains(name)) {
      return false;
    }
    Word command = byName.get(name);
    if (command == null) {
      throw new QueryException(
          "There is no such command", Map.of("command", said.name(), "see", "help"));
    }
    boolean wantsOne = !command.arguments().isEmpty() && !command.arguments().startsWith("[");
    if (wantsOne && said.argument().isEmpty()) {
      throw new QueryException(
          "Something is missing after the command",
          Map.of("expected", command.name() + " " + command.arguments()));
    }
    command.action().run(session, said.argument());
    return true;
  }

  private void help(Session session) {
    session
        .out()
        .line("A query:        [:find ?name :where [?p :person/name ?name]], its inputs"
            + " behind it");
    session.out().line("A transaction:  [{:person/name \"Ada\"}]");
    session.out().line("A pull:         (pull [*] [:person/email \"ada@x.org\"])");
    session.out().line("They may go over several lines. Tab completes; Ctrl-C stops a query.");
    session.out().line();
    List<List<Object>> rows = byName.values().stream()
        .map(command -> List.<Object>of(
            (command.name() + " " + command.arguments()).strip(), command.meaning()))
        .toList();
    new Table(List.of("command", "what it does"), rows)
        .lines(session.out(), rows.size())
        .forEach(session.out()::line);
  }

  private static void explain(Session session, String query) {
    if (!(Statement.parse(query) instanceof Statement.Question question)) {
      throw new QueryException("Only a query can be explained", Map.of("given", query));
    }
    new ExplainedQuery(
            session.db().explain(session.cancellable(question), session.inputs(question)))
        .print(session.out(), session.json());
  }

  private static void rules(Session session, String argument) {
    if (argument.equals("clear")) {
      session.rules().clear();
    } else if (!argument.isEmpty()) {
      for (Object form : Edn.readAll(argument)) {
        boolean isOne = form instanceof List<?> list
            && !list.isEmpty()
            && list.stream().noneMatch(Words::isRule);
        session.rules().addAll(isOne ? List.of(rule(form)) : rulesOf(form));
      }
    }
    session.rules().forEach(rule -> session.out().line(Edn.print(rule)));
  }

  private static boolean isRule(@Nullable Object form) {
    return form instanceof List<?> rule
        && !rule.isEmpty()
        && rule.get(0) instanceof dev.dfdb.edn.EdnList;
  }

  private static Object rule(@Nullable Object form) {
    if (form == null || !isRule(form)) {
      throw new QueryException(
          "Not a rule",
          Map.of("given", String.valueOf(form), "expected", "[(name ?x ?y) clause ...]"));
    }
    return form;
  }

  private static List<Object> rulesOf(@Nullable Object form) {
    return form instanceof List<?> list
        ? list.stream().map(Words::rule).toList()
        : List.of(rule(form));
  }

  private static boolean isOn(String argument) {
    if (argument.equals("on") || argument.equals("off")) {
      return argument.equals("on");
    }
    throw new QueryException("It is on or off", Map.of("given", argument));
  }

  private static int number(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new QueryException("Not a number of rows", Map.of("given", text), e);
    }
  }
}

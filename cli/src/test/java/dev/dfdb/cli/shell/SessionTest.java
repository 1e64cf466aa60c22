package dev.dfdb.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseUri;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.terminal.Terminal;
import dev.dfdb.error.QueryCancelledException;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.SyntaxException;
import dev.dfdb.error.TransactionException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be said to the shell, and what it answers. */
class SessionTest {

  private static final String NAMES = "[:find ?n :where [_ :person/name ?n] :order-by ?n]";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final DatabaseUri uri = new DatabaseUri("memory:");
  private final OpenedDatabase opened =
      OpenedDatabase.open(uri, uri.configuration(Access.CREATING, Map.of()), Access.CREATING);
  private final Session session = session(false);

  private Session session(boolean readOnly) {
    Terminal terminal = Terminal.plain(new PrintStream(written, true, UTF_8));
    return new Session(opened, () -> terminal, readOnly, false);
  }

  @BeforeEach
  void twoPeople() {
    said("timing off");
    said("[{:person/name \"Ada\"} {:db/ident :person/mentor :db/valueType :db.type/ref}]");
    said("[:db/add \"m\" :person/name \"Mary\"]");
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private List<String> said(String text) {
    written.reset();
    assertTrue(session.run(text));
    return written.toString(UTF_8).lines().toList();
  }

  @Test
  void aQueryIsAnsweredByATable() {
    assertEquals(List.of("?n", "────", "Ada", "Mary", "2 rows"), said(NAMES));
    assertEquals(
        List.of("?n", "────", "Mary", "1 row"),
        said("{:find [?n] :in [$ ?n] :where [[_ :person/name ?n]]} \"Mary\""));
  }

  @Test
  void aTransactionTellsItsNumberAndItsTempids() {
    List<String> lines = said("{:db/id \"x\" :person/name \"Eve\"} {:person/name \"Bob\"}");

    assertTrue(lines.get(0).matches("t 3, 3 datoms, x = \\d+"), lines::toString);
  }

  @Test
  void entitiesArePulled() {
    assertEquals(List.of("{:db/ident :person/mentor}"), said("(pull [:db/ident] :person/mentor)"));
    assertTrue(said("entity :person/mentor").get(0).contains(":db/valueType"));
  }

  @Test
  void otherTimesAreLookedAtUntilThePresentIs() {
    said("as-of 1");
    assertEquals(List.of("?n", "───", "Ada", "1 row"), said(NAMES));
    assertEquals(" as of 1", session.view().toString());
    said("present");
    said("since 1");
    assertEquals(List.of("?n", "────", "Mary", "1 row"), said(NAMES));
    said("present");
    said("history");
    assertEquals(" history", session.view().toString());
    assertThrows(QueryException.class, () -> session.run("as-of yesterday"));
  }

  @Test
  void rulesAreKeptForTheQueriesThatAskForThem() {
    said("rules [(called ?p ?n) [?p :person/name ?n]]");

    assertEquals(
        List.of("?n", "────", "Ada", "Mary", "2 rows"),
        said("[:find ?n :in $ % :where (called _ ?n) :order-by ?n]"));
    assertTrue(said("rules").get(0).startsWith("[(called ?p ?n)"));
    assertEquals(List.of(), said("rules clear"));
    assertThrows(QueryException.class, () -> session.run("rules [:no-rule]"));
  }

  @Test
  void whatIsShownCanBeLimitedAndBeJson() {
    said("limit 1");
    assertEquals(List.of("?n", "───", "Ada", "… 1 more", "2 rows"), said(NAMES));
    said("json on");
    assertEquals(List.of("{\"n\":\"Ada\"}"), said(NAMES));
    assertTrue(said("{:person/name \"Eve\"}").get(0).startsWith("{\"t\":3,"));
  }

  @Test
  void theDatabaseIsListed() {
    assertTrue(said("attributes").toString().contains(":person/name"));
    assertTrue(said("schema").toString().contains(":person/mentor"));
    assertFalse(said("schema").toString().contains(":person/name"));
    assertEquals(5, said("log").size()); // of 0, 1 and 2
    assertEquals(3, said("log 1 2").size());
    assertTrue(said("stats").get(0).contains("datoms of"));
    assertTrue(said("explain " + NAMES).toString().contains(":person/name"));
    assertTrue(said("help").toString().contains("as-of T"));
  }

  @Test
  void itEndsWhenItIsTold() {
    assertFalse(session.run("quit"));
    assertFalse(session.run(".exit"));
    assertTrue(session.run(" ; nothing\n"));
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertThrows(QueryException.class, () -> session.run("hlep"));
    assertThrows(QueryException.class, () -> session.run("as-of"));
    assertThrows(QueryException.class, () -> session.run("timing maybe"));
    assertThrows(QueryException.class, () -> session.run("{:a 1} 3"));
    assertThrows(SyntaxException.class, () -> session.run("[}"));
    assertThrows(TransactionException.class, () -> session(true).run("{:person/name \"Eve\"}"));
  }

  @Test
  void anErrorPointsAtItsPlace() {
    String text = "[:find ?x\n :where [?x :a \"b]";
    SyntaxException error = assertThrows(SyntaxException.class, () -> session.run(text));

    assertEquals(
        List.of("error: no", "   :where [?x :a \"b]", "                 ^"),
        ErrorLines.of(error, text, "no"));

    String misspelt = "[:find ?y\n :where [?x :person/name]]";
    QueryException unknown = assertThrows(QueryException.class, () -> session.run(misspelt));
    assertEquals(3, ErrorLines.of(unknown, misspelt, "" + unknown.getMessage()).size());
  }

  @Test
  void aRunningQueryIsStopped() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    opened.connection().registerFunction("test/wait", arguments -> {
      running.countDown();
      try {
        cancelled.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    });
    CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(
        () -> session.run("[:find ?n :where [_ :person/name ?n] [(test/wait ?n)]]"));
    running.await();
    session.cancel();
    cancelled.countDown();

    CompletionException failure = assertThrows(CompletionException.class, answer::join);
    assertInstanceOf(QueryCancelledException.class, failure.getCause());
    assertEquals(5, said(NAMES).size());
  }

  @Test
  void wordsAreCompleted() {
    Completion completion = new Completion(session);

    assertTrue(completion.words(WordAtCursor.of("as", 2)).contains("as-of"));
    assertTrue(completion
        .words(WordAtCursor.of("[:find ?n :where [_ :pe", 23))
        .containsAll(List.of(":person/name", ":person/mentor", ":where")));
    assertTrue(completion.words(WordAtCursor.of("[:find (co", 10)).contains("count"));
    assertEquals(
        List.of("?name"), List.copyOf(completion.words(WordAtCursor.of("[:find ?name ?n", 15))));
    assertEquals(":pe", WordAtCursor.of("[_ :pe ?n]", 6).word());
  }
}

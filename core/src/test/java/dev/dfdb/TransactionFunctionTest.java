package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.storage.SortedMapStorage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Functions that stand in a transaction for the forms they give. */
class TransactionFunctionTest {

  private static final String BALANCE =
      "[:find ?b . :in $ ?n :where [?a :account/name ?n] [?a :account/balance ?b]]";

  private final List<Db> lent = new ArrayList<>();
  private final IllegalStateException failure = new IllegalStateException("out of money");
  private final TestDatabase db = new TestDatabase(Map.of("functions", functions()));

  private Map<Object, TransactionFunction> functions() {
    Map<Object, TransactionFunction> functions = new HashMap<>();
    functions.put("account/deposit", this::deposit);
    functions.put(
        Keyword.of(":account/twice"),
        (before, arguments) ->
            List.of(call("account/deposit", arguments), call("account/deposit", arguments)));
    functions.put("forever", (before, arguments) -> List.of(List.of("forever")));
    functions.put("nothing", (before, arguments) -> List.of());
    functions.put("fail", (before, arguments) -> {
      throw failure;
    });
    functions.put("wrong", (before, arguments) -> List.of("no form"));
    functions.put("transact", (before, arguments) -> {
      db.transact("[{:x 1}]");
      return List.of();
    });
    functions.put("look", this::look);
    functions.put("read", (before, arguments) -> List.of(db.connection.db().basisT()));
    functions.put("chain", (before, arguments) -> {
      long left = (Long) arguments.get(0);
      return left == 0 ? List.of(Map.of(":end", true)) : List.of(List.of("chain", left - 1));
    });
    return functions;
  }

  private static List<Object> call(String name, List<?> arguments) {
    List<Object> call = new ArrayList<>(List.of(name));
    call.addAll(arguments);
    return call;
  }

  private Collection<?> deposit(Db before, List<?> arguments) {
    lent.add(before);
    Object balance = before.q(BALANCE, arguments.get(0)).value();
    long sum = (balance == null ? 0 : (Long) balance) + (Long) arguments.get(1);
    return List.of(Map.of(":account/name", arguments.get(0), ":account/balance", sum));
  }

  private long balance(String name) {
    return (Long) Objects.requireNonNull(db.connection.db().q(BALANCE, name).value());
  }

  private void declare() {
    db.declare(":account/name string identity", ":account/balance long");
  }

  @Test
  void aCallStandsForTheFormsItGives() {
    declare();
    db.transact("[[:account/deposit \"ada\" 10]]");
    db.transact("[[account/deposit \"ada\" 5] [\"account/deposit\" \"bob\" 1] [:nothing]]");
    assertEquals(15, balance("ada"));
    assertEquals(1, balance("bob"));
    db.connection.transact(List.of(List.of(Keyword.of(":account/deposit"), "ada", 1L)));
    assertEquals(16, balance("ada"));
  }

  @Test
  void transactionFunctionsDoNotSeeEachOther() {
    declare();
    db.transact("[[:account/deposit \"ada\" 10]]");
    // Both add to 10, so that they assert the same.
    db.transact("[[:account/twice \"ada\" 5]]");
    assertEquals(15, balance("ada"));
    db.refused("[[:account/deposit \"ada\" 5] [:account/deposit \"ada\" 6]]");
    db.refused(
        "[[:db/add [:account/name \"ada\"] :account/balance 3] [:account/deposit \"ada\" 6]]");
  }

  @Test
  void tempidsReachIntoTheFormsOfAFunction() {
    declare();
    TxReport report = db.transact(
        "[[:account/deposit \"ada\" 10] {:db/id \"a\" :account/name \"ada\" :vip true}]");
    assertEquals(
        Set.of(":account/name \"ada\"", ":account/balance 10", ":vip true"),
        db.facts(report.id("a")));
  }

  @Test
  void whatAFunctionThrowsIsTheCauseOfTheRefusal() {
    TransactionException refusal = db.refused("[{:x 1} [:fail 1 nil]]");
    assertSame(failure, refusal.getCause());
    assertTrue(refusal.getMessage().contains("fail"), refusal.getMessage());
    db.refused("[[:wrong]]");
  }

  @Test
  void unknownFunctionsAreRefusedWithThoseThatAreKnown() {
    String message = db.refused("[[:account/depsoit \"ada\" 1]]").getMessage();
    assertTrue(message.contains("account/deposit"), message);
    assertTrue(message.contains(":db/cas"), message);
    db.refused("[[:db/nix 1 2]]");
    db.refused("[[17 1 2]]");
  }

  @Test
  void callsWithinCallsHaveAnEnd() {
    TransactionException refusal = db.refused("[[:forever]]");
    assertEquals(100, refusal.context().get("most calls within each other"));
    db.transact("[[:chain 99]]");
    db.refused("[[:chain 100]]");
    assertEquals(1, db.ask("[:find ?e :where [?e :end true]]").size());
  }

  @Test
  void aFunctionCantUseTheConnection() {
    assertTrue(String.valueOf(db.refused("[[:read]]").getCause()).contains("connection"));
    TransactionException refusal = db.refused("[[:transact]]");
    assertTrue(String.valueOf(refusal.getCause()).contains("can't use the connection"));
    assertEquals(1, db.transact("[{:x 1}]").t());
  }

  @Test
  void functionsSeeTheTransactionsBeforeThemInTheirGroup() {
    declare();
    List<CompletableFuture<TxReport>> reports = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      reports.add(db.connection.transactAsync("[[:account/deposit \"ada\" 1]]"));
    }
    reports.forEach(CompletableFuture::join);
    assertEquals(50, balance("ada"));
  }

  @Test
  void theDatabaseAFunctionGetsIsAsGoodAsAnyOther() {
    declare();
    long t = db.transact("[[:account/deposit \"ada\" 10]]").t();
    db.transact("[[:account/deposit \"ada\" 5]]");
    db.transact("[[:look " + t + "]]");
    assertEquals(
        Set.of(List.of(10L, 21L)), db.ask("[:find ?a ?b :where [?e :then ?a] [?e :soon ?b]]"));
  }

  private Collection<?> look(Db before, List<?> arguments) {
    try (Stream<Datom> datoms = before.datoms(Index.AVET, ":account/balance", 15)) {
      assertEquals(1, datoms.count());
    }
    TxReport soon = before.with("[[:account/deposit \"ada\" 6]]");
    return List.of(Map.of(
        ":then",
        Objects.requireNonNull(before.asOf(arguments.get(0)).q(BALANCE, "ada").value()),
        ":soon",
        Objects.requireNonNull(soon.dbAfter().q(BALANCE, "ada").value())));
  }

  @Test
  void theDatabaseAFunctionGetsIsGoneAfterwards() {
    declare();
    db.transact("[[:account/deposit \"ada\" 10]]");
    Db gone = lent.get(0);
    assertThrows(IllegalStateException.class, () -> gone.q(BALANCE, "ada"));
    assertThrows(IllegalStateException.class, () -> gone.datoms(Index.EAVT));
    assertThrows(IllegalStateException.class, () -> gone.with("[{:n 1}]"));
  }

  @Test
  void speculationCallsFunctionsToo() {
    declare();
    Db now = db.connection.db();
    TxReport once = now.with("[[:account/deposit \"ada\" 10]]");
    TxReport twice = once.dbAfter().with("[[:account/deposit \"ada\" 5]]");
    assertEquals(15L, twice.dbAfter().q(BALANCE, "ada").value());
    assertThrows(TransactionException.class, () -> now.with("[[:fail]]"));
  }

  @Test
  void registrationsThatAreNoneAreRefused() {
    TransactionFunction function = (before, arguments) -> List.of();
    for (Map<String, ?> config : List.<Map<String, ?>>of(
        Map.of("functions", "f"),
        Map.of("functions", Map.of("f", "f")),
        Map.of("functions", Map.of(7, function)),
        Map.of("functions", Map.of(":db/mine", function)),
        Map.of("predicates", Map.of("p", function)))) {
      Map<String, Object> all = new HashMap<>(config);
      all.put("storage", new SortedMapStorage());
      assertThrows(MisconfiguredException.class, () -> Dfdb.createDb(all).close());
    }
  }
}

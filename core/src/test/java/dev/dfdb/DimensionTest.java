package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Dimensions of time: how they are defined, given, checked and derived. */
class DimensionTest {

  private static final long DAY = 86_400_000;

  private final Orders orders = new Orders();
  private final TestDatabase db = orders.db;

  private TransactionException refused(Map<String, ?> transaction) {
    int batches = db.storage.batches();
    TransactionException refusal =
        assertThrows(TransactionException.class, () -> db.connection.transact(transaction));
    assertEquals(batches, db.storage.batches(), "a refused transaction writes nothing");
    return refusal;
  }

  private static Map<String, Object> shipped(String forms, Object value) {
    return Orders.at(forms, "shipped", value);
  }

  @Test
  void aTransactionCarriesWhatItIsGivenAsFactsAboutItself() {
    TxReport report = orders.status("sent", "shipped", 3, "ordered", 1);
    assertEquals(
        Set.of(List.of(report.tx(), Orders.day(3), Orders.day(1))),
        db.ask("[:find ?tx ?s ?o :where [_ :order/status \"sent\" ?tx] [?tx :time/shipped ?s]"
            + " [?tx :time/ordered ?o]]"));
  }

  @Test
  void dimensionsAreEntitiesToAskFor() {
    assertEquals(
        Set.of(List.of(Orders.time("shipped"), "when it left the house")),
        db.ask("[:find ?n ?d :where [?e :dimension/name ?n] [?e :dimension/description ?d]]"));
    assertEquals(
        Set.of(
            List.of(Orders.time("system")),
            List.of(Orders.time("delivered")),
            List.of(Orders.time("shipped")),
            List.of(Orders.time("ordered"))),
        db.ask("[:find ?n :where [?e :dimension/name ?n] [?e :dimension/type :instant]]"));
  }

  @Test
  void theyAreThereAfterReopening() {
    db.reopen();
    orders.status("sent", "shipped", 3);
    assertEquals(1, db.ask("[:find ?t :where [_ :time/shipped ?t]]").size());
    assertEquals(
        Orders.time("delivery"),
        refused(Orders.at("[]", "delivery", 5L)).context().get("dimension"));
  }

  @Test
  void systemTimeIsAutomaticAndCannotBeGiven() {
    TxReport report = orders.status("sent");
    Object instant = TestDatabase.value(db.connection, report.tx(), ":db/txInstant");
    assertEquals(
        Set.of(List.of(instant)),
        db.ask("[:find ?t :where [_ :order/status _ ?tx] [?tx :time/system ?t]]"));
    assertEquals(
        Orders.time("system"), refused(Orders.at("[]", "system", 1)).context().get("dimension"));
    assertTrue(db.refused("[[:db/add \"datomic.tx\" :time/system #inst \"2020\"]]")
        .getMessage()
        .contains("dfdb keeps"));
    db.refused("[{:db/ident :time/system}]");
    db.refused("[{:dimension/name :time/system :dimension/type :instant}]");
  }

  @Test
  void anUndefinedDimensionIsRefused() {
    TransactionException refusal = refused(Orders.at("[{:a 1}]", "lost", 1));
    assertEquals(":time/lost", refusal.context().get("dimension"));
    assertTrue(String.valueOf(refusal.context().get("known")).contains(":time/shipped"));
    // one that is defined by the transaction itself as well
    refused(Orders.at("[{:dimension/name :time/lost :dimension/type :instant}]", "lost", 1));
    // and an attribute that is none
    refused(Map.of(":tx-data", List.of(), ":time-dimensions", Map.of(":order/id", "x")));
  }

  @Test
  void aValueOfAnotherTypeIsRefused() {
    for (Object wrong : List.of("2026", 5L, Duration.ofDays(1), List.of())) {
      TransactionException refusal = refused(shipped("[{:a 1}]", wrong));
      assertEquals(Orders.time("shipped"), refusal.context().get("dimension"));
      assertEquals(wrong, refusal.context().get("value"));
    }
    db.transact("{:dimension/name :time/spent :dimension/type :duration}");
    refused(Orders.at("[{:a 1}]", "spent", 1));
    TxReport report = orders.transact("[{:a 1}]", "spent", Duration.ofSeconds(2));
    assertEquals(2_000L, TestDatabase.value(db.connection, report.tx(), ":time/spent"));
  }

  @Test
  void anInstantMayBeADate() {
    TxReport report = orders.transact("[{:a 1}]", "shipped", java.util.Date.from(Orders.day(2)));
    assertEquals(Orders.day(2), TestDatabase.value(db.connection, report.tx(), ":time/shipped"));
  }

  @Test
  void dimensionsAreGivenForAWholeTransactionOnly() {
    for (String form : List.of(
        "[:db/add \"datomic.tx\" :time/shipped #inst \"2026\"]",
        "[:db/add \"x\" :time/delivery 5]",
        "{:order/id \"A\" :time/shipped #inst \"2026\"}")) {
      assertTrue(db.refused("[" + form + "]").getMessage().contains("time dimension"));
    }
    orders.status("sent", "shipped", 3);
    long tx = (Long) Objects.requireNonNull(
        db.connection.db().q("[:find ?tx . :where [?tx :time/shipped]]").value());
    db.refused("[[:db/retract " + tx + " :time/shipped]]");
  }

  @Test
  void aTransactionAloneMustKeepItsConstraints() {
    TransactionException refusal =
        refused(Orders.at("[{:order/id \"A\"}]", "shipped", 1, "ordered", 2));
    assertEquals(Orders.time("shipped"), refusal.context().get("dimension"));
    assertTrue(String.valueOf(refusal.context().get("constraint")).contains(":time/ordered"));
    assertEquals(
        Map.of(Orders.time("shipped"), Orders.day(1), Orders.time("ordered"), Orders.day(2)),
        refusal.context().get("values"));
    orders.transact("[{:order/id \"A\"}]", "shipped", 2, "ordered", 2);
  }

  @Test
  void anyEntityTouchedMustKeepItsConstraintsWithItsDimensionsSoFar() {
    long a = orders.transact("[{:db/id \"a\" :order/id \"A\"}]", "ordered", 5).id("a");
    orders.transact("[{:order/id \"B\"}]", "ordered", 1);
    TransactionException refusal = refused(Orders.at(
        "[{:order/id \"B\" :order/status \"sent\"} {:order/id \"A\" :order/status \"sent\"}]",
        "shipped",
        3));
    assertEquals(a, refusal.context().get("entity"));
    assertEquals(
        Map.of(Orders.time("shipped"), Orders.day(3), Orders.time("ordered"), Orders.day(5)),
        refusal.context().get("values"));
    orders.transact("[{:order/id \"B\" :order/status \"sent\"}]", "shipped", 3);
    // The other side of the constraint, too.
    refused(Orders.at("[{:order/id \"B\" :order/status \"again\"}]", "ordered", 4));
  }

  @Test
  void aRetractionTouchesItsEntity() {
    orders.transact("[{:order/id \"A\" :order/status \"new\"}]", "ordered", 5);
    refused(Orders.at("[[:db/retract [:order/id \"A\"] :order/status]]", "shipped", 3));
    refused(Orders.at("[[:db/retractEntity [:order/id \"A\"]]]", "shipped", 3));
    orders.transact("[[:db/retract [:order/id \"A\"] :order/status]]", "shipped", 6);
    refused(Orders.at("[{:order/id \"A\" :order/status \"x\"}]", "ordered", 7));
  }

  @Test
  void theLastValueOfAnEntityCounts() {
    orders.status("new", "ordered", 5);
    orders.status("again", "ordered", 2);
    orders.status("sent", "shipped", 3);
    // and within a group of transactions of one commit as well
    List<Map<String, Object>> all = List.of(
        Orders.at("[{:order/id \"C\" :n 1}]", "ordered", 5),
        Orders.at("[{:order/id \"C\" :n 2}]", "shipped", 4));
    var first = db.connection.transactAsync(all.get(0));
    var second = db.connection.transactAsync(all.get(1));
    first.join();
    assertThrows(RuntimeException.class, second::join);
  }

  @Test
  void aPredicateOfTimesIsGivenThoseOfTheEntity() {
    List<Object> seen = new ArrayList<>();
    Function<Object, Object> soon = times -> {
      seen.add(times);
      Map<?, ?> map = (Map<?, ?>) times;
      return Duration.between((Instant) map.get(Orders.time("ordered")), (Instant)
                      map.get(Orders.time("promised")))
                  .toDays()
              < 10
          ? true
          : "too late";
    };
    Orders with = new Orders(Map.of("predicates", Map.of("order/soon", soon)));
    with.db.transact("{:dimension/name :time/promised :dimension/type :instant"
        + " :dimension/constraints [order/soon]}");
    with.status("new", "ordered", 1);
    with.status("known", "promised", 5);
    TransactionException refusal =
        assertThrows(TransactionException.class, () -> with.status("late", "promised", 20));
    assertEquals("too late", refusal.context().get("returned"));
    assertTrue(seen.contains(
        Map.of(Orders.time("ordered"), Orders.day(1), Orders.time("promised"), Orders.day(5))));
  }

  @Test
  void aPredicateOfEntitiesSeesTheDatabaseAfter() {
    EntityPredicate paid = (after, e) ->
        after.q("[:find ?p . :in $ ?e :where [?e :order/paid ?p]]", e).value() != null;
    Orders with = new Orders(Map.of("predicates", Map.of("order/paid?", paid)));
    with.db.transact("{:dimension/name :time/closed :dimension/type :instant"
        + " :dimension/constraints [:order/paid?]}");
    assertThrows(TransactionException.class, () -> with.status("closed", "closed", 1));
    with.transact("[{:order/id \"A\" :order/paid true}]", "closed", 1);
  }

  @Test
  void aPredicateThatIsNotRegisteredRefuses() {
    db.transact("{:dimension/name :time/x :dimension/type :instant :dimension/constraints [a/b]}");
    assertTrue(refused(Orders.at("[{:a 1}]", "x", 1)).getMessage().contains("registered"));
  }

  @Test
  void aDerivedDimensionIsAFactAboutEachEntityTouched() {
    long a = orders.transact("[{:db/id \"a\" :order/id \"A\"}]", "shipped", 2).id("a");
    long b = orders.transact("[{:db/id \"b\" :order/id \"B\"}]", "shipped", 3).id("b");
    TxReport report = orders.transact(
        "[{:order/id \"A\" :n 1} {:order/id \"B\" :n 1} {:order/id \"C\" :n 1}]", "delivered", 7);
    assertEquals(
        Set.of(List.of(a, 5 * DAY, report.tx()), List.of(b, 4 * DAY, report.tx())),
        db.ask("[:find ?e ?d ?tx :where [?e :time/delivery ?d ?tx]]"));
    orders.transact("[{:order/id \"A\" :n 2}]", "delivered", 8);
    assertEquals(6 * DAY, TestDatabase.value(db.connection, a, ":time/delivery"));
    assertEquals(
        5 * DAY, TestDatabase.value(db.connection.db().asOf(report.t()), a, ":time/delivery"));
  }

  @Test
  void aTransactionThatCarriesAllOperandsHasTheDerivedOneItself() {
    TxReport report = orders.status("done", "shipped", 2, "delivered", 3);
    assertEquals(DAY, TestDatabase.value(db.connection, report.tx(), ":time/delivery"));
  }

  @Test
  void derivationsBuildUponEachOther() {
    db.transact("[{:dimension/name :time/twice :dimension/type :duration :dimension/derivation"
        + " {:op :plus :operands [:time/delivery :time/delivery]}} {:dimension/name :time/due"
        + " :dimension/type :instant :dimension/derivation {:op :plus :operands [:time/ordered"
        + " :time/twice]}}]");
    TxReport report = orders.status("done", "shipped", 2, "delivered", 4, "ordered", 1);
    assertEquals(4 * DAY, TestDatabase.value(db.connection, report.tx(), ":time/twice"));
    assertEquals(Orders.day(5), TestDatabase.value(db.connection, report.tx(), ":time/due"));
  }

  @Test
  void aConstraintMayBeOnWhatIsDerived() {
    db.transact("[{:dimension/name :time/limit :dimension/type :duration} {:dimension/name"
        + " :time/delivery :dimension/constraints [{:type :ordering :before :time/limit}]}]");
    orders.status("new", "limit", 2 * DAY);
    orders.status("sent", "shipped", 1);
    refused(Orders.at("[{:order/id \"A\" :n 1}]", "delivered", 4));
    orders.status("done", "delivered", 3);
  }

  @Test
  void aDerivedDimensionCannotBeGiven() {
    TransactionException refusal = refused(Orders.at("[{:a 1}]", "delivery", 5L));
    assertEquals(Orders.time("delivery"), refusal.context().get("dimension"));
  }

  @Test
  void anEntityRetractedKeepsNothingDerived() {
    orders.status("done", "shipped", 2, "delivered", 3);
    orders.transact("[[:db/retractEntity [:order/id \"A\"]]]", "delivered", 4);
    assertEquals(Set.of(), db.ask("[:find ?e :where [?e :order/status] [?e :time/delivery]]"));
    assertEquals(1, db.ask("[:find ?e :where [?e :time/delivery]]").size(), "of the first one");
  }

  @Test
  void whatMakesNoSenseIsNoDefinition() {
    for (String form : List.of(
        "{:dimension/name :time/a}",
        "{:dimension/name :time/a :dimension/type :moment}",
        "{:dimension/name :time/a :dimension/type :instant :dimension/constraints [5]}",
        "{:dimension/name :time/a :dimension/type :instant"
            + " :dimension/constraints [{:type :ordering :after :time/lost}]}",
        "{:dimension/name :time/a :dimension/type :duration"
            + " :dimension/constraints [{:type :ordering :after :time/shipped}]}",
        "{:dimension/name :time/a :dimension/type :instant"
            + " :dimension/constraints [{:type :order :after :time/shipped}]}",
        "{:dimension/name :time/a :dimension/type :instant"
            + " :dimension/derivation {:op :minus :operands [:time/ordered :time/shipped]}}",
        "{:dimension/name :time/a :dimension/type :duration"
            + " :dimension/derivation {:op :plus :operands [:time/ordered :time/shipped]}}",
        "{:dimension/name :time/a :dimension/type :duration"
            + " :dimension/derivation {:op :minus :operands [:time/ordered :time/lost]}}",
        "{:dimension/name :time/a :dimension/type :duration"
            + " :dimension/derivation {:op :plus :operands [:time/a :time/a]}}",
        "{:dimension/name :time/a :dimension/type :duration :dimension/derivation :none}",
        "{:dimension/name :time/a :dimension/type :instant :db/ident :time/b}",
        "{:dimension/name :time/a :dimension/type :instant"
            + " :db/cardinality :db.cardinality/many}",
        "{:dimension/type :instant}")) {
      db.refused("[" + form + "]");
    }
  }

  @Test
  void whatHasValuesStaysWhatItIs() {
    orders.status("done", "shipped", 2, "delivered", 3);
    db.transact("{:n 1}");
    for (String form : List.of(
        "{:dimension/name :n :dimension/type :instant}",
        "{:dimension/name :time/shipped :dimension/type :duration}",
        "[:db/retract :time/shipped :dimension/name :time/shipped]",
        "[:db/retractEntity :time/shipped]",
        "{:dimension/name :time/delivered :dimension/derivation"
            + " {:op :plus :operands [:time/shipped :time/delivery]}}",
        "{:dimension/name :time/delivery :dimension/derivation"
            + " {:op :minus :operands [:time/delivered :time/ordered]}}")) {
      db.refused("[" + form + "]");
    }
  }

  @Test
  void aDimensionIsRenamedByItsName() {
    orders.status("sent", "shipped", 2);
    db.transact("[[:db/add :time/shipped :dimension/name :time/sent]]");
    orders.status("new", "ordered", 1);
    orders.status("again", "sent", 3);
    refused(Orders.at("[{:order/id \"A\" :n 1}]", "ordered", 4));
    assertEquals(2, db.ask("[:find ?t :where [_ :time/sent ?t]]").size());
    db.refused("[[:db/add :time/sent :db/ident :time/gone]]");
  }

  @Test
  void theSameFactAtAnotherTimeIsAnotherVersion() {
    orders.status("sent", "shipped", 2);
    TxReport again = orders.status("sent", "shipped", 3);
    assertEquals(
        List.of(
            "-:order/id \"A\"",
            "+:order/id \"A\"",
            "-:order/status \"sent\"",
            "+:order/status \"sent\""),
        db.changes(again));
    assertEquals(List.of(), db.changes(orders.status("sent", "shipped", 3)));
    assertEquals(List.of(), db.changes(orders.status("sent")));
    assertEquals(List.of("sent"), Orders.statuses(db.connection.db()));
  }

  @Test
  void otherKeysOfATransactionStayUnknown() {
    assertThrows(
        TransactionException.class,
        () -> db.connection.transact(Map.of(":tx-data", List.of(), ":times", Map.of())));
    assertThrows(
        TransactionException.class,
        () ->
            db.connection.transact(Map.of(":tx-data", List.of(), ":time-dimensions", List.of(1))));
  }

  @Test
  void aWhatIfTransactionHasThemToo() {
    orders.status("new", "ordered", 5);
    Db before = db.connection.db();
    assertThrows(
        TransactionException.class,
        () -> before.with(Orders.at("[{:order/id \"A\" :n 1}]", "shipped", 3)));
    Db after = before.with(Orders.at("[{:order/id \"A\" :n 1}]", "shipped", 6)).dbAfter();
    assertThrows(
        TransactionException.class,
        () -> after.with(Orders.at("[{:order/id \"A\" :n 2}]", "ordered", 7)));
    assertEquals(
        List.of(Orders.day(6)),
        after.q("[:find [?t ...] :where [_ :n 1 ?tx] [?tx :time/shipped ?t]]").values());
  }

  @Test
  void inAStrictDatabaseTheyNeedNoOtherDeclaration() {
    Orders strict = new Orders(Map.of("schema-mode", "strict"));
    strict.db.declare(":n long");
    strict.transact("[{:n 1}]", "shipped", 1);
    assertEquals(
        Keyword.of("db.type", "instant"),
        Objects.requireNonNull(strict.db.connection.db().attribute(":time/shipped"))
            .valueType());
  }

  @Test
  void entitiesMadeWithTheTransactionHaveOnlyItsTimes() {
    Predicate<Object> never = times -> false;
    Orders with = new Orders(Map.of("predicates", Map.of("never", never)));
    with.db.transact(
        "{:dimension/name :time/x :dimension/type :instant" + " :dimension/constraints [never]}");
    with.status("fine", "shipped", 1);
    assertThrows(TransactionException.class, () -> with.status("not", "x", 1));
  }
}

package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Patterns with dimensions of time, {@code [?e :a ?v :at/shipped ?t]}. */
class DimensionQueryTest {

  private static final long DAY = 86_400_000;

  private final Orders orders = new Orders();

  @BeforeEach
  void changeAnOrder() {
    orders.status("ordered", "ordered", 1);
    orders.status("sent", "shipped", 2);
    orders.status("lost", "shipped", 6);
    orders.status("sent", "shipped", 4);
    orders.status("here", "delivered", 7);
    orders.status("closed");
  }

  private Set<?> ask(String query, Object... inputs) {
    return orders.db.ask(query, inputs);
  }

  @Test
  void everyAssertedVersionIsThere() {
    assertEquals(
        Set.of(
            List.of("sent", Orders.day(2)),
            List.of("lost", Orders.day(6)),
            List.of("sent", Orders.day(4))),
        ask("[:find ?s ?t :where [?e :order/status ?s :at/shipped ?t]]"));
  }

  @Test
  void otherComponentsAreAsInAnyPattern() {
    assertEquals(
        Set.of(List.of(Orders.day(2)), List.of(Orders.day(4))),
        ask("[:find ?t :where [[:order/id \"A\"] :order/status \"sent\" :at/shipped ?t]]"));
    assertEquals(
        3,
        ask("[:find ?tx ?op :where [_ :order/status _ ?tx ?op :at/shipped _]]").size());
    assertEquals(
        Set.of(List.of("lost")),
        ask(
            "[:find ?s :in $ ?e ?t :where [?e :order/status ?s :at/shipped ?t]]",
            List.of(Keyword.of("order", "id"), "A"),
            Orders.day(6)));
    assertEquals(
        Set.of(List.of("sent")),
        ask("[:find ?s :where [_ :order/status ?s :at/shipped #inst \"2026-03-04\"]]"));
    assertEquals(
        Set.of(List.of(1L)), ask("[:find (count ?e) :where [?e :order/status _ :at/shipped _]]"));
  }

  @Test
  void severalDimensionsMustAllBeThere() {
    orders.status("both", "shipped", 8, "ordered", 7);
    assertEquals(
        Set.of(List.of("both", Orders.day(8), Orders.day(7))),
        ask("[:find ?s ?t ?o :where [_ :order/status ?s :at/shipped ?t :at/ordered ?o]]"));
    assertEquals(
        Set.of(), ask("[:find ?s ?t :where [_ :order/status ?s :at/shipped ?t :at/ordered ?t]]"));
  }

  @Test
  void systemTimeIsADimensionOfEveryDatom() {
    assertEquals(
        Set.of(List.of(6L)),
        ask("[:find (count ?tx) :where [_ :order/status ?s ?tx :at/system ?t]"
            + " [?tx :db/txInstant ?t]]"));
  }

  @Test
  void aDerivedDimensionIsThatOfTheEntityThen() {
    assertEquals(
        Set.of(List.of("here", 3 * DAY)),
        ask("[:find ?s ?d :where [_ :order/status ?s :at/delivery ?d]" + " [(= ?s \"here\")]]"));
  }

  @Test
  void itStandsWithinRulesAndBranches() {
    assertEquals(
        Set.of(List.of("sent")),
        orders.db.ask(
            "[:find ?s :in $ % :where (early ?s)]",
            "[[(early ?s) [_ :order/status ?s :at/shipped ?t] [(< ?t #inst \"2026-03-05\")]]]"));
    assertEquals(
        Set.of(List.of("ordered"), List.of("sent"), List.of("lost")),
        ask("[:find ?s :where (or [_ :order/status ?s :at/shipped _] [_ :order/status ?s"
            + " :at/ordered _])]"));
    assertEquals(
        Set.of(List.of("closed")),
        ask("[:find ?s :where [?e :order/status ?s] (not [?e :order/status ?s :at/shipped _])]"));
    assertEquals(
        Set.of(List.of("sent", "lost"), List.of("lost", "sent")),
        ask("[:find ?s ?r :where [?e :order/status ?s :at/shipped ?t]"
            + " [?e :order/status ?r :at/shipped ?u] [(!= ?s ?r)]]"));
  }

  @Test
  void itSeesWhatItsDatabaseShows() {
    Db now = orders.db.connection.db();
    String query = "[:find [?s ...] :where [?e :order/status ?s :at/shipped ?t]]";
    assertEquals(
        Set.of("sent"),
        Set.copyOf(now.asOf(Map.of(":time/shipped", Orders.day(5))).q(query).values()));
    Object t = Objects.requireNonNull(
        now.q("[:find (min ?tx) . :where [?tx :time/shipped]]").value());
    assertEquals(List.of("sent"), now.asOf(t).q(query).values());
    assertEquals(Set.of("sent", "lost"), Set.copyOf(now.since(t).q(query).values()));
    assertEquals(Set.of("sent", "lost"), Set.copyOf(now.history().q(query).values()));
    assertEquals(List.of(), now.filter((all, datom) -> false).q(query).values());
    assertEquals(
        Set.of("sent", "lost"),
        Set.copyOf(Set.copyOf(orders
            .db
            .connection
            .db()
            .q(
                "[:find [?s ...] :in $ $then :where [$then ?e :order/status ?s :at/shipped]]"
                    .replace("shipped]", "shipped _]"),
                now)
            .values())));
  }

  @Test
  void aDimensionOfAnotherNamespaceIsNamedWithIt() {
    orders.db.transact("{:dimension/name :order/due :dimension/type :instant}");
    orders.db.connection.transact(Map.of(
        ":tx-data",
        List.of(Map.of(":n", 1)),
        ":time-dimensions",
        Map.of(":order/due", Orders.day(3))));
    assertEquals(
        Set.of(List.of(Orders.day(3))), ask("[:find ?t :where [_ :n _ :at.order/due ?t]]"));
  }

  @Test
  void whatIsWrittenWrongIsRefused() {
    for (String pattern : List.of(
        "[_ :order/status ?s :at/lost ?t]",
        "[_ :order/status ?s :at/shipped]",
        "[_ :order/status ?s :at/shipped ?t ?u]",
        "[_ :order/status ?s :at/shipped ?t :shipped ?u]")) {
      assertThrows(QueryException.class, () -> ask("[:find ?s :where " + pattern + "]"));
    }
    assertThrows(
        QueryException.class,
        () -> ask("[:find ?s :in $ $rows :where [$rows _ :a ?s :at/shipped ?t]]", List.of()));
  }

  @Test
  void aKeywordAsAValueStaysOne() {
    orders.db.transact("{:n :at/home}");
    assertEquals(1, ask("[:find ?e ?tx :where [?e :n :at/home ?tx]]").size());
  }
}

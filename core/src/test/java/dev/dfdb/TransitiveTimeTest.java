package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Following an attribute, as of any moment. */
class TransitiveTimeTest {

  private final TestDatabase db = new TestDatabase();

  @Test
  void attributesThatAreFollowedRespectTimeAndRetractions() {
    db.declare(":boss ref");
    TxReport made = db.transact("[{:db/id \"a\" :boss \"b\"} {:db/id \"b\" :boss \"c\"}"
        + " {:db/id \"c\" :n 1} {:db/id \"d\" :n 2}]");
    long a = made.id("a");
    TxReport moved = db.transact("[[:db/add " + made.id("b") + " :boss " + made.id("d") + "]]");
    TxReport left = db.transact("[[:db/retract " + a + " :boss]]");
    String query = "[:find [?b ...] :in $ ?a :where [?a :boss+ ?b]]";
    Db now = db.connection.db();
    assertEquals(Set.of(), Set.copyOf(now.q(query, a).values()));
    assertEquals(
        Set.of(made.id("b"), made.id("d")),
        Set.copyOf(now.asOf(moved.t()).q(query, a).values()));
    assertEquals(
        Set.of(made.id("b"), made.id("c")),
        Set.copyOf(now.asOf(made.t()).q(query, a).values()));
    assertEquals(
        Set.of(made.id("b"), made.id("c"), made.id("d")),
        Set.copyOf(now.history().q(query, a).values()));
    assertEquals(
        Set.of(made.id("b"), made.id("d")),
        Set.copyOf(left.dbBefore().q(query, a).values()));
    assertEquals(
        Set.of(made.id("d")),
        Set.copyOf(now.with("[[:db/add " + a + " :boss " + made.id("d") + "]]")
            .dbAfter()
            .q(query, a)
            .values()));
  }
}

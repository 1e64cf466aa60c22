package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.TransactionException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Forms that mean nothing, and what their errors say. */
class TransactionRefusalTest {

  private final TestDatabase db = new TestDatabase();

  @Test
  void oneTransactionHasOneTime() {
    db.refused("[{:db/id \"datomic.tx\" :db/txInstant #inst \"2004-01-01\"}"
        + " {:db/id \"datomic.tx\" :db/txInstant #inst \"2005-01-01\"}]");
    db.refused("{:tx-data [[:db/add \"datomic.tx\" :db/txInstant #inst \"2007-01-01\"]]"
        + " :tx-meta {:db/txInstant #inst \"2006-01-01\"}}");
  }

  @Test
  void aMapAloneThatIsMeantAsATransactionIsNotTakenForAnEntity() {
    for (String meant : List.of(
        "{:tx-dta [{:p/name \"x\"}] :tx-meta {:a/b 1}}",
        "{:txdata [{:p/name \"x\"}]}",
        "{:tx-meta {:p/name \"only\"}}",
        "{:time-dimensions {} :tx-meta {:a/b 1}}")) {
      TransactionException refused = db.refused(meant);
      assertTrue(refused.getMessage().contains(":tx-data"), refused.getMessage());
    }
    db.transact("{:tx/data 1 :data 2}");
  }

  @Test
  void aRetractionOfNilIsRefused() {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");

    db.refused("[[:db/retract " + e + " :n nil]]");
    assertEquals(Set.of(List.of(1L)), db.ask("[:find ?n :where [_ :n ?n]]"));
  }

  @Test
  void errorsNameValuesAsTheyWereWritten() {
    db.transact("[{:n 0}]");
    TransactionException refused = db.refused("[[:db/add :n :db/historyRetention 5]]");
    assertTrue(refused.getMessage().contains("value=5"), refused.getMessage());
    db.declare(":part ref component");
    refused = db.refused("[{:n 1 :part [{}]}]");
    assertFalse(refused.getMessage().contains("dev.dfdb"), refused.getMessage());
  }
}

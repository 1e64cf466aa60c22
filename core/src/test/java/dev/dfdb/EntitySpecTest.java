package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.TransactionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code :db/ensure} asks of an entity. */
class EntitySpecTest {

  private final List<Db> lent = new ArrayList<>();
  private final EntityPredicate inOrder = (after, e) -> {
    lent.add(after);
    Object low = after.q("[:find ?l . :in $ ?e :where [?e :range/low ?l]]", e).value();
    Object high = after.q("[:find ?h . :in $ ?e :where [?e :range/high ?h]]", e).value();
    return (Long) Objects.requireNonNull(low) <= (Long) Objects.requireNonNull(high)
        ? (Object) true
        : "low above high";
  };
  private final TestDatabase db =
      new TestDatabase(Map.of("predicates", Map.of("range/in-order?", inOrder)));

  @BeforeEach
  void declare() {
    db.declare(":range/low long", ":range/high long");
    db.transact("[{:db/ident :range/spec :db.entity/attrs [:range/low :range/high]"
        + " :db.entity/preds range/in-order?}]");
  }

  @Test
  void theEntityHasTheAttributesOfTheSpecAfterTheTransaction() {
    long e = db.transact("[{:db/id \"e\" :range/low 1 :range/high 2 :db/ensure :range/spec}]")
        .id("e");
    TransactionException refusal = db.refused("[{:range/low 1 :db/ensure :range/spec}]");
    assertEquals(List.of(Keyword.of(":range/high")), refusal.context().get("missing"));
    assertEquals(Keyword.of(":range/spec"), refusal.context().get("spec"));
    db.refused("[[:db/retract " + e + " :range/low] [:db/add " + e + " :db/ensure :range/spec]]");
    db.transact("[[:db/add " + e + " :db/ensure :range/spec]]");
  }

  @Test
  void predicatesSeeTheDatabaseAsTheTransactionLeavesIt() {
    long e = db.transact("[{:db/id \"e\" :range/low 1 :range/high 2 :db/ensure :range/spec}]")
        .id("e");
    TransactionException refusal =
        db.refused("[{:db/id " + e + " :range/low 3 :db/ensure :range/spec}]");
    assertEquals("low above high", refusal.context().get("returned"));
    assertEquals(e, refusal.context().get("entity"));
    assertEquals(Symbol.of("range/in-order?"), refusal.context().get("predicate"));
    db.transact("[{:db/id " + e + " :range/low 3 :range/high 4 :db/ensure :range/spec}]");
  }

  @Test
  void whatIsOnlyToMeetASpecIsNoNewEntity() {
    EntityPredicate any = (after, e) -> true;
    TestDatabase other = new TestDatabase(Map.of("predicates", Map.of("any?", any)));
    other.transact("[{:db/ident :any/spec :db.entity/preds any?}]");
    TransactionException refusal = other.refused("[[:db/add \"new\" :db/ensure :any/spec]]");
    assertEquals("new", refusal.context().get("tempid"));
    long e = other.transact("[{:db/id \"new\" :n 1 :db/ensure :any/spec}]").id("new");
    other.transact("[[:db/add " + e + " :db/ensure :any/spec]]");
  }

  @Test
  void transactionsOfOneGroupAreCheckedOneAfterTheOther() {
    List<Object> forms = List.of(
        Objects.requireNonNull(Edn.read("{:range/low 5 :range/high 6 :db/ensure :range/spec}")));
    List<CompletableFuture<TxReport>> reports = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      reports.add(db.connection.transactAsync(forms));
    }
    reports.forEach(report -> assertEquals(3, report.join().txData().size()));
  }

  @Test
  void speculationIsHeldToSpecsToo() {
    Db now = db.connection.db();
    TxReport good = now.with("[{:db/id \"e\" :range/low 1 :range/high 2 :db/ensure :range/spec}]");
    String raise = "[{:db/id " + good.id("e") + " :range/low 3 :db/ensure :range/spec}]";
    assertThrows(TransactionException.class, () -> good.dbAfter().with(raise));
  }

  @Test
  void ensuringIsCheckedAndNeverStored() {
    long e = db.transact("[{:db/id \"e\" :range/low 1 :range/high 2 :db/ensure :range/spec}]")
        .id("e");
    assertEquals(Set.of(":range/low 1", ":range/high 2"), db.facts(e));
    assertEquals(Set.of(), db.ask("[:find ?e :where [?e :db/ensure]]"));
    db.transact("[[:db/add " + e + " :range/low 9]]");
  }

  @Test
  void aSpecIsANamedEntityWithSomethingToCheck() {
    TransactionException refusal = db.refused("[{:range/low 1 :db/ensure :range/low}]");
    assertTrue(refusal.getMessage().contains(":db.entity/attrs"), refusal.getMessage());
    db.refused("[{:range/low 1 :db/ensure :no/such}]");
    db.transact("[{:db/ident :other/spec :db.entity/preds :not/registered}]");
    assertTrue(db.refused("[{:range/low 1 :db/ensure :other/spec}]")
        .getMessage()
        .contains("not/registered"));
  }

  @Test
  void severalSpecsCanBeEnsured() {
    db.transact("[{:db/ident :low/spec :db.entity/attrs :range/low}]");
    db.refused("[{:range/high 1 :db/ensure [:low/spec :range/spec]}]");
    db.transact("[{:range/low 1 :db/ensure [:low/spec]}]");
  }

  @Test
  void attributesOfASpecCanBeRenamed() {
    db.transact("[[:db/add :range/low :db/ident :range/from]]");
    db.transact("[{:db/ident :low/spec :db.entity/attrs :range/low}]");
    db.transact("[{:range/from 1 :db/ensure :low/spec}]");
    db.refused("[{:range/high 1 :db/ensure :low/spec}]");
  }

  @Test
  void theDatabaseAPredicateGetsIsGoneAfterwards() {
    db.transact("[{:range/low 1 :range/high 2 :db/ensure :range/spec}]");
    assertThrows(
        IllegalStateException.class, () -> lent.get(0).q("[:find ?e :where [?e :range/low]]"));
  }
}

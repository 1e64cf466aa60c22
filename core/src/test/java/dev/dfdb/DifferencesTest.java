package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Index;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.QueryException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of docs/differences-from-datomic.md. */
class DifferencesTest {

  private final TestDatabase db = new TestDatabase();

  private Object value(String query) {
    Object value = db.connection.db().q(query).value();
    return value == null ? "nothing" : value;
  }

  @Test
  void attributesNeedNoDeclarationNorADeclarationTypeAndCardinality() {
    db.transact("[{:db/ident :x :db/unique :db.unique/identity}]");
    db.transact("[{:x 1 :y \"a\"} {:x \"one\" :y 2.5}]");
    assertEquals(2, db.ask("[:find ?y :where [_ :y ?y]]").size());
  }

  @Test
  void theSameFactAtOtherTimesIsAnotherVersion() {
    Orders orders = new Orders();
    orders.status("sent", "shipped", 2);
    assertEquals(List.of(), orders.db.changes(orders.status("sent", "shipped", 2)));
    assertEquals(4, orders.db.changes(orders.status("sent", "shipped", 3)).size());
  }

  @Test
  void withOnAPastValueIsABranchOfThePast() {
    TxReport first = db.transact("[{:db/id \"e\" :x 1}]");
    long e = first.id("e");
    db.transact("[[:db/add " + e + " :x 2] {:y 3}]");
    Db past = db.connection.db().asOf(first.t());
    TxReport branch = past.with("[[:db/cas " + e + " :x 1 5]]");
    Db after = branch.dbAfter();
    assertEquals(5L, after.q("[:find ?x . :where [_ :x ?x]]").value());
    assertTrue(after.q("[:find ?y :where [_ :y ?y]]").isEmpty());
    assertEquals(3, branch.t());
    assertEquals(3, after.basisT());
    assertEquals(first.t(), after.asOfT().orElseThrow());
    assertEquals(past.basisT(), branch.dbBefore().basisT());
    assertEquals(1L, after.asOf(2).q("[:find ?x . :where [_ :x ?x]]").value());
    assertEquals(5L, after.asOf(3).q("[:find ?x . :where [_ :x ?x]]").value());
    assertEquals(5L, after.since(2).q("[:find ?x . :where [_ :x ?x]]").value());
  }

  @Test
  void anAttributeThatIsMisspelledIsAnError() {
    db.transact("[{:person/email \"a@x\"}]");
    assertEquals(Set.of(), db.ask("[:find ?p :where [?p :person/phone ?x]]"));
    assertEquals(Set.of(), db.ask("[:find ?p :where [?p :person/email2 ?x]]"));
    QueryException error =
        assertThrows(QueryException.class, () -> db.ask("[:find ?p :where [?p :person/emial ?x]]"));
    assertEquals(Keyword.of("person/email"), error.context().get("did-you-mean"));
  }

  @Test
  void rowsAreOrderedAndCutByTheQuery() {
    db.transact("[{:x 1} {:x 2} {:x 3}]");
    assertEquals(
        List.of(List.of(2L)),
        db.connection
            .db()
            .q("[:find ?x :where [_ :x ?x] :order-by [?x :desc] :limit 1 :offset 1]")
            .rows());
  }

  @Test
  void everyAttributeIsIndexedByValue() {
    db.transact("[{:db/ident :x :db/index false}]");
    db.transact("[{:x 1 :y 2}]");
    assertEquals(db.datoms(Index.EAVT).size(), db.datoms(Index.AVET).size());
  }

  @Test
  void typesChangeWhereEveryLiveValueAgrees() {
    db.transact("[{:x 1}]");
    db.transact("[[:db/add :x :db/valueType :db.type/long]]");
    db.refused("[[:db/add :x :db/valueType :db.type/string]]");
    db.transact("[[:db/retract :x :db/valueType :db.type/long]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{:db/ident :x :db.install/_attribute :db.part/db}]",
        "[{:db/ident :x :db.alter/_attribute :db.part/db}]",
        "[{:db/ident :x :db/fulltext true}]",
        "[{:db/ident :f :db/fn 1}]",
        "[{:db/id 987654321 :x 1}]",
        "[{:db/id :no-such :x 1}]",
        "[{:db/id 1.5 :x 1}]",
        "[{:db/ident :x :db/valueType :db.type/any}]",
        "[[clojure.core/str 1 2]]"
      })
  void transactionsThatMeanNothingHere(String edn) {
    db.refused(edn);
  }

  @Test
  void tempidsAreStringsAndNegativeNumbers() {
    db.transact("[{:db/id \"a\" :n 1} {:db/id -1 :n 2}]");
    assertThrows(
        InvalidValueException.class, () -> db.transact("[{:db/id #db/id [:db.part/user] :x 1}]"));
  }

  @Test
  void formerNamesAreFactsThatCanBeRetracted() {
    db.transact("[{:db/ident :a}]");
    db.transact("[[:db/add :a :db/ident :b]]");
    assertEquals(
        Keyword.of(":a"), value("[:find ?f . :where [?x :db/ident :b] [?x :db/formerIdents ?f]]"));
    db.transact("[[:db/retract :b :db/formerIdents :a]]");
    db.refused("[[:db/add :a :n 1]]");
  }

  @Test
  void bytesCanBeUnique() {
    db.declare(":x bytes identity");
    db.transact("[{:x #base64 \"AQID\" :n 1}]");
    db.transact("[{:x #base64 \"AQID\" :n 2}]");
    assertEquals(Set.of(List.of(2L)), db.ask("[:find ?n :where [_ :n ?n]]"));
  }

  @Test
  void instantsHaveNanosecondsAndTransactionsMilliseconds() {
    TxReport report = db.transact("[{:x #inst \"2026-01-01T00:00:00.123456789Z\"}"
        + " {:db/id \"datomic.tx\" :db/txInstant #inst \"2026-01-01T00:00:00.123456789Z\"}]");
    assertEquals(
        Edn.read("#inst \"2026-01-01T00:00:00.123456789Z\""),
        value("[:find ?x . :where [_ :x ?x]]"));
    assertEquals(
        Instant.parse("2026-01-01T00:00:00.123Z"), report.txData().get(0).v());
  }

  @Test
  void longStringsAreFoundByValue() {
    String start = "x".repeat(5_000);
    db.transact("[{:s \"" + start + "b\" :n 1} {:s \"" + start + "a\" :n 2}]");
    assertEquals(
        Set.of(List.of(2L)),
        db.ask("[:find ?n :in $ ?s :where [?e :s ?s] [?e :n ?n]]", start + "a"));
  }

  @Test
  void partsOfACompositeIdentityUpsert() {
    db.transact("[{:db/ident :a} {:db/ident :b} {:db/ident :a+b :db/valueType :db.type/tuple"
        + " :db/tupleAttrs [:a :b] :db/unique :db.unique/identity}]");
    long e = db.transact("[{:db/id \"e\" :a 1 :b 2}]").id("e");
    assertEquals(e, db.transact("[{:db/id \"f\" :a 1 :b 2 :n 1}]").id("f"));
  }

  @Test
  void valuesOfAllTypesAreInOneOrder() {
    String values = "[nil false 1 \"a\" :a a #inst \"2026\""
        + " #uuid \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\" #uri \"a:b\" #base64 \"AQ\" [1] {1 2} #{1}]";
    List<?> all = (List<?>) Objects.requireNonNull(Edn.read(values));
    for (int i = 1; i < all.size(); i++) {
      assertEquals(
          true,
          db.connection
              .db()
              .q(
                  "[:find ?r . :in $ [?a ?b] :where [(< ?a ?b) ?r]]",
                  Arrays.asList(all.get(i - 1), all.get(i)))
              .value(),
          all.get(i - 1) + " < " + all.get(i));
    }
  }

  @Test
  void thereAreNoRatios() {
    assertEquals(0.5, value("[:find ?x . :where [(/ 1 2) ?x]]"));
  }

  @Test
  void clausesMayBeInAnyOrder() {
    db.transact("[{:n 1}]");
    assertEquals(2L, value("[:find ?m . :where [(inc ?n) ?m] (not [?e :n 2]) [?e :n ?n]]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[:find ?e :where [?e :n ?n] [(re-find \"a\" ?n)]]",
        "[:find ?e :where [?e :n ?n] [(re-matches \"a\" ?n)]]",
        "[:find ?e :where [?e :n ?n] [(.startsWith ?n \"a\")]]",
        "[:find ?e :where [?e :n ?n] [(my.ns/f ?n)]]",
        "[:find ?e :where [?e :n] (or-join [] [?x :n 1])]",
        "[:find ?e :where [?e :n] (not-join [] [?x :n 2])]"
      })
  void queriesThatAreErrorsHere(String query) {
    db.transact("[{:n 1}]");
    assertThrows(QueryException.class, () -> db.ask(query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[[(r ?x) [?x :n 1]] [(r ?x ?y) [?x :n ?y]]]", "[[(r ?x) [?x :n] (not (r ?x))]]"})
  void rulesThatAreErrorsHere(String rules) {
    db.transact("[{:n 1}]");
    QueryException error =
        assertThrows(QueryException.class, () -> db.ask("[:find ?x :in $ % :where (r ?x)]", rules));
    assertTrue(error.getMessage().contains("r"), error.getMessage());
  }

  @Test
  void aPlusFollowsAReference() {
    db.declare(":boss ref");
    db.transact(
        "[{:db/id \"a\" :n 1 :boss \"b\"} {:db/id \"b\" :n 2 :boss \"c\"} {:db/id \"c\" :n 3}]");
    assertEquals(5L, value("[:find (sum ?n) . :where [?a :n 1] [?a :boss+ ?b] [?b :n ?n]]"));
    assertEquals(2L, value("[:find ?n . :where [?a :n 1] [?a :boss+ ?b :max-depth 1] [?b :n ?n]]"));
  }

  @Test
  void anAttributeThatIsNotThereHasNoValues() {
    assertEquals("nothing", value("[:find ?v . :where [_ :never/named ?v]]"));
  }

  @Test
  void aNumberInAPatternFindsItsOwnType() {
    db.declare(":big bigint identity");
    long e = db.transact("[{:db/id \"e\" :big 7}]").id("e");
    assertEquals(Set.of(), db.ask("[:find ?e :where [?e :big 7]]"));
    assertEquals(Set.of(List.of(e)), db.ask("[:find ?e :where [?e :big 7N]]"));
    assertEquals(Set.of(List.of(e)), db.ask("[:find ?e :where [?e :big ?v] [(= ?v 7)]]"));
    assertEquals(e, db.connection.db().entid(List.of(":big", 7)));
  }
}

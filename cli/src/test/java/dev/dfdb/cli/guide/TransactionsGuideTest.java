package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.TransactionFunction;
import dev.dfdb.TxReport;
import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Edn;
import dev.dfdb.error.TransactionException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/transactions.md. */
class TransactionsGuideTest {

  private Connection connection = Dfdb.createDb();

  @BeforeEach
  void declarePeople() {
    connection.transact("""
        [{:db/ident :person/email :db/valueType :db.type/string :db/unique :db.unique/identity}
         {:db/ident :person/boss :db/valueType :db.type/ref}
         {:db/ident :person/friends
          :db/valueType :db.type/ref
          :db/cardinality :db.cardinality/many}
         {:db/ident :order/lines
          :db/valueType :db.type/ref
          :db/cardinality :db.cardinality/many
          :db/isComponent true}]
        """);
  }

  @AfterEach
  void close() {
    connection.close();
  }

  private Object value(String query) {
    Object value = connection.db().q(query).value();
    return value == null ? "nothing" : value;
  }

  @Test
  void forms() {
    // snippet: transaction-forms
    TxReport report = connection.transact("""
        [{:db/id "ada" :person/name "Ada" :person/born 1815}
         [:db/add "ada" :person/email "ada@x.org"]]
        """);
    long ada = report.id("ada");
    connection.transact(List.of(
        Map.of(":db/id", ada, ":person/name", "Augusta"),
        List.of(":db/retract", ada, ":person/born", 1815)));
    // end
    assertEquals("Augusta", value("[:find ?n . :where [?e :person/email] [?e :person/name ?n]]"));
  }

  @Test
  void tempids() {
    // snippet: transaction-tempids
    connection.transact("""
        [{:db/id "ada" :person/email "ada@x.org" :person/boss "bob"}
         {:db/id "bob" :person/email "bob@x.org"}]
        """);
    connection.transact("""
        [{:person/email "ada@x.org" :person/name "Ada"}
         [:db/add [:person/email "bob@x.org"] :person/friends [:person/email "ada@x.org"]]]
        """);
    // end
    assertEquals(
        "Ada",
        value("[:find ?n . :where [?b :person/friends ?a] [?a :person/boss ?b]"
            + " [?a :person/name ?n]]"));
  }

  @Test
  void nestedMaps() {
    // snippet: transaction-nested
    connection.transact("""
        [{:order/number 7
          :order/lines [{:line/item "pen" :line/count 2} {:line/item "ink" :line/count 1}]}
         {:person/email "cy@x.org"
          :person/boss {:person/email "ada@x.org" :person/name "Ada"}
          :person/_friends [{:person/email "bob@x.org"} {:person/email "dee@x.org"}]}]
        """);
    // end
    assertEquals(2L, value("[:find (count ?l) . :where [_ :order/lines ?l]]"));
    assertEquals(
        2L,
        value(
            "[:find (count ?f) . :where [?f :person/friends ?c] [?c :person/email \"cy@x.org\"]]"));
  }

  @Test
  void retractions() {
    connection.transact("[{:person/email \"ada@x.org\" :person/name \"Ada\" :person/friends"
        + " [{:person/email \"bob@x.org\"}]} {:person/email \"bob@x.org\" :person/name \"Bob\"}]");
    // snippet: transaction-retract
    connection.transact("""
        [[:db/retract [:person/email "ada@x.org"] :person/name "Ada"]
         [:db/retract [:person/email "ada@x.org"] :person/friends]
         [:db/retractEntity [:person/email "bob@x.org"]]]
        """);
    // end
    assertEquals("nothing", value("[:find ?n . :where [_ :person/name ?n]]"));
  }

  @Test
  void compareAndSet() {
    // snippet: transaction-cas
    connection.transact("[{:person/email \"ada@x.org\" :person/points 1}]");
    connection.transact("[[:db/cas [:person/email \"ada@x.org\"] :person/points 1 2]]");
    TransactionException refusal = assertThrows(
        TransactionException.class,
        () -> connection.transact("[[:db/cas [:person/email \"ada@x.org\"] :person/points 1 3]]"));
    assertEquals(2L, refusal.context().get("actual"));
    // end
  }

  @Test
  void collections() {
    // snippet: transaction-collections
    connection.transact("""
        [{:person/email "ada@x.org" :person/settings {:theme :dark} :person/log ["joined"]}]
        """);
    connection.transact("""
        [[:db/assoc [:person/email "ada@x.org"] :person/settings :language "en"]
         [:db/dissoc [:person/email "ada@x.org"] :person/settings :theme]
         [:db/conj [:person/email "ada@x.org"] :person/log "changed her settings"]]
        """);
    // end
    assertEquals(
        Edn.read("{:language \"en\"}"), value("[:find ?s . :where [_ :person/settings ?s]]"));
    assertEquals(
        Edn.read("[\"joined\" \"changed her settings\"]"),
        value("[:find ?l . :where [_ :person/log ?l]]"));
  }

  @Test
  void functions() {
    connection.close();
    // snippet: transaction-functions
    TransactionFunction award = (db, arguments) -> {
      Object points = db.q(
              "[:find ?p . :in $ ?who :where [?who :person/points ?p]]", arguments.get(0))
          .value();
      long sum = (points == null ? 0 : (Long) points) + (Long) arguments.get(1);
      if (sum > 100) {
        throw new IllegalArgumentException("nobody has more than a hundred");
      }
      return List.of(List.of(":db/add", arguments.get(0), ":person/points", sum));
    };
    connection = Dfdb.createDb(Map.of("functions", Map.of("person/award", award)));

    connection.transact("""
        [{:db/ident :person/email :db/valueType :db.type/string :db/unique :db.unique/identity}]
        """);
    connection.transact("[{:person/email \"ada@x.org\"}]");
    connection.transact("[[:person/award [:person/email \"ada@x.org\"] 60]]");
    assertThrows(
        TransactionException.class,
        () -> connection.transact("[[:person/award [:person/email \"ada@x.org\"] 60]]"));
    // end
    assertEquals(60L, value("[:find ?p . :where [_ :person/points ?p]]"));
  }

  @Test
  void metadata() {
    // snippet: transaction-meta
    TxReport report = connection.transact("""
        {:tx-data [{:person/email "ada@x.org"}]
         :tx-meta {:audit/user "bob" :audit/reason "she asked for it"}}
        """);
    Object who = connection.db().q("""
            [:find ?user .
             :where [_ :person/email "ada@x.org" ?tx]
                    [?tx :audit/user ?user]]
            """).value();
    assertEquals("bob", who);
    // end
    assertTrue(report.txData().stream().allMatch(Datom::added));
  }

  @Test
  void reports() {
    // snippet: transaction-report
    CompletableFuture<TxReport> soon =
        connection.transactAsync("[{:db/id \"e\" :person/email \"eve@x.org\"}]");
    TxReport report = soon.join();
    long eve = report.id("e");
    for (Datom datom : report.txData()) {
      assertEquals(report.tx(), datom.tx());
    }
    // end
    assertEquals(2, report.txData().size());
    assertEquals(eve, report.txData().get(1).e());
  }
}

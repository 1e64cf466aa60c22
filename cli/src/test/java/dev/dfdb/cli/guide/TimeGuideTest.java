package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.Excision;
import dev.dfdb.TxReport;
import dev.dfdb.Undated;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/time.md. */
class TimeGuideTest {

  private static final String PRICE = "[:find ?p . :where [_ :item/price ?p]]";

  private Connection connection = Dfdb.createDb();

  @AfterEach
  void close() {
    connection.close();
  }

  private void declareItems() {
    connection.transact(
        "[{:db/ident :item/name :db/valueType :db.type/string :db/unique :db.unique/identity}]");
  }

  @Test
  void views() {
    declareItems();
    // snippet: time-views
    TxReport first = connection.transact("[{:item/name \"ink\" :item/price 10}]");
    connection.transact("[{:item/name \"ink\" :item/price 12}]");
    Db now = connection.db();
    String price = "[:find ?p . :where [_ :item/price ?p]]";
    assertEquals(12L, now.q(price).value());
    assertEquals(10L, now.asOf(first.t()).q(price).value());
    assertEquals(10L, first.dbAfter().q(price).value());
    assertEquals(12L, now.since(first.t()).q(price).value());
    // end
    // snippet: time-history
    String changes = """
        [:find ?p ?added ?when
         :where [_ :item/price ?p ?tx ?added] [?tx :db/txInstant ?when]]
        """;
    assertEquals(3, now.history().q(changes).size());
    // end
    // snippet: time-window
    Db window = now.asOf(now.basisT()).since(first.t()).history();
    // end
    assertEquals(2, window.q(changes).size());
  }

  @Test
  void erasing() {
    declareItems();
    long ink = connection
        .transact("[{:db/id \"ink\" :item/name \"ink\" :item/price 10}]")
        .id("ink");
    connection.transact("[{:db/id " + ink + " :item/price 12}]");
    Instant now = Instant.now();
    // snippet: time-erasure
    connection.excise(Excision.ofEntity(ink).only(":item/name"));
    connection.excise(Excision.ofAttribute(":item/price").before(now));
    connection.compact();
    // end
    assertNull(connection.db().q("[:find ?n . :where [_ :item/name ?n]]").value());
    assertEquals(
        0, connection.db().history().q("[:find ?n :where [_ :item/name ?n]]").size());
  }

  @Test
  void filters() {
    declareItems();
    // snippet: time-filter
    connection.transact("""
        {:tx-data [{:item/name "ink" :item/price 10}]
         :tx-meta {:import/source "catalogue"}}
        """);
    connection.transact("[{:item/name \"pen\" :item/price 3}]");
    Keyword source = Keyword.of("import", "source");
    Db imported = connection.db().filter((db, datom) -> {
      var transaction = db.entity(datom.tx());
      return transaction != null && transaction.get(source) != null;
    });
    // end
    assertEquals(10L, imported.q(PRICE).value());
  }

  @Test
  void whatIf() {
    declareItems();
    TxReport first = connection.transact("[{:item/name \"ink\" :item/price 10}]");
    // snippet: time-with
    Db dearer = connection.db().with("[{:item/name \"ink\" :item/price 15}]").dbAfter();
    assertEquals(15L, dearer.q("[:find ?p . :where [_ :item/price ?p]]").value());
    // end
    assertEquals(10L, connection.db().q(PRICE).value());
    connection.transact("[{:item/name \"ink\" :item/price 20}]");
    // snippet: time-branch
    Db past = connection.db().asOf(first.t());
    TxReport branch = past.with("[[:db/cas [:item/name \"ink\"] :item/price 10 11]]");
    assertEquals(
        11L, branch.dbAfter().q("[:find ?p . :where [_ :item/price ?p]]").value());
    // end
  }

  @Test
  void datoms() {
    declareItems();
    connection.transact("[{:item/name \"ink\" :item/price 10} {:item/name \"pen\" :item/price 3}]");
    // snippet: time-datoms
    try (Stream<Datom> cheap = connection.db().indexRange(":item/price", 0, 5)) {
      assertEquals(List.of(3L), cheap.map(Datom::v).toList());
    }
    try (Stream<Datom> past = connection.db().history().datoms(Index.AEVT, ":item/price")) {
      past.forEach(datom -> System.out.println(datom.v() + " in " + datom.tx()));
    }
    try (Stream<Map<Object, Object>> dearest =
        connection.db().rindexPull("[:item/name :item/price]", ":item/price", null)) {
      dearest.limit(10).forEach(System.out::println);
    }
    // end
  }

  @Test
  void dimensions() {
    // snippet: time-dimensions
    connection.transact("""
        [{:dimension/name :time/ordered :dimension/type :instant}
         {:dimension/name :time/shipped :dimension/type :instant
          :dimension/description "when it left the house"
          :dimension/constraints [{:type :ordering :after :time/ordered}]}
         {:dimension/name :time/delivered :dimension/type :instant}
         {:dimension/name :time/delivery :dimension/type :duration
          :dimension/derivation {:op :minus :operands [:time/delivered :time/shipped]}}
         {:db/ident :order/id :db/valueType :db.type/string :db/unique :db.unique/identity}]
        """);
    // end
    // snippet: time-carried
    connection.transact("""
        {:tx-data [{:order/id "A7" :order/status :ordered}]
         :time-dimensions {:time/ordered #inst "2026-03-02"}}
        """);
    connection.transact(Map.of(
        ":tx-data",
        List.of(Map.of(":order/id", "A7", ":order/status", Keyword.of(":shipped"))),
        ":time-dimensions",
        Map.of(":time/shipped", Instant.parse("2026-03-05T00:00:00Z"))));
    // end
    // snippet: time-broken
    TransactionException refusal =
        assertThrows(TransactionException.class, () -> connection.transact("""
            {:tx-data [{:order/id "A7" :order/status :sent-again}]
             :time-dimensions {:time/shipped #inst "2026-03-01"}}
            """));
    assertEquals(Keyword.of("time", "shipped"), refusal.context().get("dimension"));
    // end
    // snippet: time-derived
    TxReport delivered = connection.transact("""
        {:tx-data [{:order/id "A7" :order/status :delivered}]
         :time-dimensions {:time/delivered #inst "2026-03-08"}}
        """);
    Object took = delivered
        .dbAfter()
        .q("[:find ?d . :where [?o :order/id \"A7\"] [?o :time/delivery ?d]]")
        .value();
    assertEquals(3 * 24 * 60 * 60 * 1000L, took);
    // end
    // snippet: time-series
    String versions = """
        [:find ?status ?t :where [?o :order/id "A7"] [?o :order/status ?status :at/shipped ?t]]
        """;
    // end
    assertEquals(1, connection.db().q(versions).size());
    assertEquals(
        1,
        connection
            .db()
            .q("[:find ?d :where [_ :order/status _ :at/delivery ?d]]")
            .size());
  }

  @Test
  void points() {
    connection.transact("""
        [{:dimension/name :time/valid :dimension/type :instant}
         {:db/ident :item/name :db/valueType :db.type/string :db/unique :db.unique/identity}]
        """);
    // snippet: time-points
    connection.transact("""
        {:tx-data [{:item/name "ink" :item/price 10}]
         :time-dimensions {:time/valid #inst "2026-01-01"}}
        """);
    connection.transact("""
        {:tx-data [{:item/name "ink" :item/price 12}]
         :time-dimensions {:time/valid #inst "2026-03-01"}}
        """);
    Db before = connection.db();
    connection.transact("""
        {:tx-data [{:item/name "ink" :item/price 11}]
         :time-dimensions {:time/valid #inst "2026-02-01"}}
        """);
    Db now = connection.db();
    String price = "[:find ?p . :where [_ :item/price ?p]]";
    Map<String, Instant> february = Map.of(":time/valid", Instant.parse("2026-02-15T00:00:00Z"));
    Map<String, Instant> march = Map.of(":time/valid", Instant.parse("2026-03-15T00:00:00Z"));
    assertEquals(11L, now.asOf(february).q(price).value());
    assertEquals(12L, now.asOf(march).q(price).value());
    assertEquals(10L, now.asOf(before.basisT()).asOf(february).q(price).value());
    // end
    // snippet: time-undated
    Db strict = now.asOf(march, Undated.LEFT_OUT);
    Instant start = Instant.parse("2026-02-01T00:00:00Z");
    Instant end = Instant.parse("2026-03-01T00:00:00Z");
    assertEquals(11L, now.during(":time/valid", start, end).q(price).value());
    // end
    assertEquals(12L, strict.q(PRICE).value());
  }
}

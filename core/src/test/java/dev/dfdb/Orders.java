package dev.dfdb;

import dev.dfdb.edn.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A database of orders with some dimensions of time. */
final class Orders {

  static final String DIMENSIONS = """
      [{:dimension/name :time/ordered :dimension/type :instant}
       {:dimension/name :time/shipped
        :dimension/type :instant
        :dimension/description "when it left the house"
        :dimension/constraints [{:type :ordering :after :time/ordered}]}
       {:dimension/name :time/delivered :dimension/type :instant}
       {:dimension/name :time/delivery
        :dimension/type :duration
        :dimension/derivation {:op :minus :operands [:time/delivered :time/shipped]}}
       {:db/ident :order/id :db/valueType :db.type/string :db/unique :db.unique/identity}
       {:db/ident :order/tags :db/valueType :db.type/string
        :db/cardinality :db.cardinality/many}
       {:db/ident :order/part :db/valueType :db.type/ref}]
      """;

  final TestDatabase db;

  Orders() {
    this(Map.of());
  }

  Orders(Map<String, ?> config) {
    db = new TestDatabase(config);
    db.transact(DIMENSIONS);
  }

  /** The beginning of a day of a month. */
  static Instant day(int day) {
    return Instant.parse("2026-03-01T00:00:00Z").plusSeconds(86_400L * (day - 1));
  }

  /** A transaction: forms as EDN, then names of dimensions and days in turn. */
  static Map<String, Object> at(String forms, Object... namesAndDays) {
    Map<String, Object> times = new LinkedHashMap<>();
    for (int i = 0; i < namesAndDays.length; i += 2) {
      Object at = namesAndDays[i + 1];
      times.put(":time/" + namesAndDays[i], at instanceof Integer day ? day(day) : at);
    }
    return Map.of(
        ":tx-data",
        new ArrayList<>(List.copyOf(Connection.forms(forms))),
        ":time-dimensions",
        times);
  }

  TxReport transact(String forms, Object... namesAndDays) {
    return db.connection.transact(at(forms, namesAndDays));
  }

  /** Says what an order's status is from some day on. */
  TxReport status(String status, Object... namesAndDays) {
    return transact("[{:order/id \"A\" :order/status \"" + status + "\"}]", namesAndDays);
  }

  /** The statuses of an order that a database shows. */
  static List<?> statuses(Db database) {
    return database.q("[:find [?s ...] :where [?e :order/status ?s]]").values();
  }

  static Keyword time(String name) {
    return Keyword.of("time", name);
  }
}

package dev.dfdb.cli.bench;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Entity;
import dev.dfdb.Query;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The database that is worked with: people who order things. Safe from any thread. */
final class Shop {

  private static final String SCHEMA = """
      [{:db/ident :person/email :db/valueType :db.type/string :db/unique :db.unique/identity}
       {:db/ident :person/name :db/valueType :db.type/string}
       {:db/ident :person/city :db/valueType :db.type/string}
       {:db/ident :order/number :db/valueType :db.type/uuid :db/unique :db.unique/identity}
       {:db/ident :order/customer :db/valueType :db.type/ref}
       {:db/ident :order/total :db/valueType :db.type/long}
       {:db/ident :order/status :db/valueType :db.type/keyword}]
      """;

  private static final Query ORDERS = Query.of("[:find ?number ?name :in $ ?email ?status :where"
      + " [?p :person/email ?email] [?o :order/customer ?p] [?o :order/status ?status]"
      + " [?o :order/number ?number] [?p :person/name ?name]]");

  private static final Query SUM = Query.of("[:find (sum ?total) (count ?o) :in $ ?email :where"
      + " [?p :person/email ?email] [?o :order/customer ?p] [?o :order/total ?total]]");

  private static final String PATTERN =
      "[:person/name :person/city {(:order/_customer :limit 10) [:order/number :order/total]}]";

  private static final List<Keyword> STATUSES =
      List.of(Keyword.of("open"), Keyword.of("paid"), Keyword.of("sent"));

  private static final int LOAD_BATCH = 500;
  private static final int ORDERS_OF_A_BATCH = 50;

  private final Connection connection;
  private final int people;
  private final Zipf zipf;

  Shop(Connection connection, int people) {
    this.connection = connection;
    this.people = people;
    this.zipf = new Zipf(people);
  }

  /** Makes the people, each with an order. */
  void fill(RandomGenerator random) {
    connection.transact(SCHEMA);
    for (int first = 0; first < people; first += LOAD_BATCH) {
      List<Map<String, Object>> forms = new ArrayList<>();
      for (int i = first; i < Math.min(people, first + LOAD_BATCH); i++) {
        forms.add(Map.of(
            ":db/id", "p" + i,
            ":person/email", email(i),
            ":person/name", "Person " + i,
            ":person/city", "City " + random.nextInt(100)));
        Map<String, Object> order = order(random);
        order.put(":order/customer", "p" + i);
        forms.add(order);
      }
      connection.transact(forms);
    }
  }

  /** Does something once. */
  void run(Work work, RandomGenerator random) {
    List<Object> person = List.of(":person/email", email(zipf.next(random)));
    switch (work) {
      case WRITE -> connection.transact(orders(1, person, random));
      case BATCH -> connection.transact(orders(ORDERS_OF_A_BATCH, person, random));
      case READ -> {
        Entity entity = connection.db().entity(person);
        check(entity != null && entity.get(":person/name") != null);
      }
      case PULL -> check(connection.db().pull(PATTERN, person) != null);
      case QUERY -> {
        Db db = connection.db();
        check(db.q(ORDERS, person.get(1), STATUSES.get(random.nextInt(STATUSES.size())))
                .size()
            >= 0);
      }
      case AGGREGATE -> check(connection.db().q(SUM, person.get(1)).size() == 1);
    }
  }

  private static void check(boolean isRight) {
    if (!isRight) {
      throw new IllegalStateException("a wrong answer");
    }
  }

  private static List<Map<String, Object>> orders(
      int count, List<Object> customer, RandomGenerator random) {
    List<Map<String, Object>> forms = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Map<String, Object> order = order(random);
      order.put(":order/customer", customer);
      forms.add(order);
    }
    return forms;
  }

  private static Map<String, Object> order(RandomGenerator random) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put(":order/number", new UUID(random.nextLong(), random.nextLong()));
    order.put(":order/total", (long) random.nextInt(1, 100_000));
    order.put(":order/status", STATUSES.get(random.nextInt(STATUSES.size())));
    return order;
  }

  private static String email(int person) {
    return "person" + person + "@example.org";
  }
}

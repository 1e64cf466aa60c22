package dev.dfdb.conformance.writers;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.TransactionFunction;
import dev.dfdb.edn.Keyword;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A database of two counters, which several writers increment. */
public final class Counters {

  static final Keyword COMPARED = Keyword.of(":counter/compared");
  static final Keyword CALLED = Keyword.of(":counter/called");

  private static final String COUNT = "[:find ?n . :in $ ?e :where [?e :count ?n]]";

  private static final TransactionFunction INCREMENT = (before, arguments) -> {
    Object counter = Objects.requireNonNull(arguments.get(0));
    return List.of(List.of(":db/add", counter, ":count", count(before, counter) + 1));
  };

  private Counters() {}

  /**
   * Opens it, as each who writes it has to.
   *
   * @param config as for {@link Dfdb#createDb(Map)}, without functions
   */
  public static Connection open(Map<String, ?> config) {
    Map<String, Object> all = new HashMap<>(config);
    all.put("functions", Map.of("increment", INCREMENT));
    return Dfdb.createDb(all);
  }

  /** Begins it, with both at zero; once, before anybody increments. */
  public static void begin(Connection connection) {
    connection.transact("[{:db/ident " + COMPARED + " :count 0} {:db/ident " + CALLED
        + " :count 0} {:db/ident :op/id :db/valueType :db.type/string}]");
  }

  /** A counter. */
  static long count(Db db, Object counter) {
    return (Long) Objects.requireNonNull(db.q(COUNT, counter).value());
  }

  /** Increments one that was read. */
  static List<Object> compare(long read, String id) {
    return List.of(List.of(":db/cas", COMPARED, ":count", read, read + 1), mark(id));
  }

  /** Increments one, whatever it is. */
  static List<Object> call(String id) {
    return List.of(List.of("increment", CALLED), mark(id));
  }

  private static List<Object> mark(String id) {
    return List.of(":db/add", "datomic.tx", ":op/id", id);
  }
}

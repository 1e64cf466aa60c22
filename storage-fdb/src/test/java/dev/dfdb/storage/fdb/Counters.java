package dev.dfdb.storage.fdb;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.TransactionFunction;
import dev.dfdb.edn.Keyword;
import dev.dfdb.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A database of two counters, which several writers increment. */
final class Counters {

  static final Keyword COMPARED = Keyword.of(":counter/compared");
  static final Keyword CALLED = Keyword.of(":counter/called");

  private static final String COUNT = "[:find ?n . :in $ ?e :where [?e :count ?n]]";

  private static final TransactionFunction INCREMENT = (before, arguments) -> {
    Object counter = Objects.requireNonNull(arguments.get(0));
    return List.of(List.of(":db/add", counter, ":count", count(before, counter) + 1));
  };

  private Counters() {}

  /** Opens it. */
  static Connection open(Storage storage) {
    return Dfdb.createDb(Map.of("storage", storage, "functions", Map.of("increment", INCREMENT)));
  }

  /** Begins it, with both at zero. */
  static void begin(Connection connection) {
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

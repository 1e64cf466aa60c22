package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.TxReport;
import dev.dfdb.Verification;
import dev.dfdb.conformance.oracle.Subject;
import dev.dfdb.error.TransactionException;
import dev.dfdb.storage.Storage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database on the storage of a {@link Bench}, which goes with it through reopening and crashes.
 */
final class DatabaseBench implements Subject, AutoCloseable {

  private static final String FACTS = """
      [:find ?id ?attribute ?v
       :where [?e :k/id ?id] [?e ?a ?v] [?a :db/ident ?attribute] [(!= ?attribute :k/ref)]]
      """;
  private static final String REFERENCES =
      "[:find ?id ?other :where [?e :k/id ?id] [?e :k/ref ?o] [?o :k/id ?other]]";

  private final Bench bench;
  private final Map<String, ?> rules;
  private Connection connection;
  private int opened;

  DatabaseBench(Bench bench) {
    this(bench, Map.of());
  }

  /**
   * Opens a database.
   *
   * @param rules the functions and predicates that it is opened with each time
   */
  DatabaseBench(Bench bench, Map<String, ?> rules) {
    this.bench = bench;
    this.rules = Map.copyOf(rules);
    this.connection = connect();
  }

  /** Every other time with pages kept, whether or not the backend's reading is dear. */
  private Connection connect() {
    Map<String, Object> config = new HashMap<>(rules);
    if (++opened % 2 == 0) {
      config.put("page-cache", "1 MiB");
    }
    config.put("storage", bench.storage());
    return Dfdb.createDb(config);
  }

  @Override
  public Connection connection() {
    return connection;
  }

  Db db() {
    return connection.db();
  }

  @Override
  public Storage storage() {
    return bench.storage();
  }

  @Override
  public boolean isPersistent() {
    return bench.capabilities().persistent();
  }

  @Override
  public void reopen() {
    connection.close();
    bench.reopen();
    connection = connect();
  }

  @Override
  public void crash() {
    Connection old = connection;
    bench.crash();
    connection = connect();
    old.close();
  }

  /** Closes the database and opens it again, where it outlives its storage. */
  void reopenIfPersistent() {
    if (isPersistent()) {
      reopen();
    }
  }

  /** Checks something of the database, and once more after it was closed and opened. */
  void holds(Consumer<Db> check) {
    check.accept(db());
    if (isPersistent()) {
      reopen();
      check.accept(db());
    }
  }

  TxReport transact(String edn) {
    return connection.transact(edn);
  }

  /** Checks that a transaction is refused and changes nothing, and gives the error. */
  TransactionException refused(String edn) {
    long t = db().basisT();
    TransactionException refusal =
        assertThrows(TransactionException.class, () -> connection.transact(edn), edn);
    assertEquals(t, db().basisT(), edn);
    return refusal;
  }

  /** The facts of a {@link FactModel}, as the database tells them. */
  static Set<String> facts(Db db) {
    Set<String> facts = new HashSet<>();
    for (List<@Nullable Object> row : db.q(FACTS)) {
      facts.add(FactModel.fact(row.get(0), row.get(1), row.get(2)));
    }
    for (List<@Nullable Object> row : db.q(REFERENCES)) {
      facts.add(FactModel.fact(row.get(0), FactModel.REF, row.get(1)));
    }
    return facts;
  }

  @Override
  public void close() {
    List<Verification.Damage> damages;
    try {
      damages = connection.isClosed() ? List.of() : connection.verify().damages();
    } finally {
      connection.close();
    }
    assertEquals(List.of(), damages, "the indexes say what the log says");
  }
}

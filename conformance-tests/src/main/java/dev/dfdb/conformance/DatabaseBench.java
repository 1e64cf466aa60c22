package dev.dfdb.conformance;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.conformance.oracle.Subject;
import dev.dfdb.storage.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private Connection connection;

  DatabaseBench(Bench bench) {
    this.bench = bench;
    this.connection = connect();
  }

  private Connection connect() {
    return Dfdb.createDb(Map.of("storage", bench.storage()));
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
    connection.close();
  }
}

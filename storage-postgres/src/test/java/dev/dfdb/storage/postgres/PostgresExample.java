package dev.dfdb.storage.postgres;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.QueryResult;
import java.util.HashMap;
import java.util.Map;

/** The example of the documentation, which {@link DocumentationTest} compares and runs. */
final class PostgresExample {

  private PostgresExample() {}

  // example: PostgresExample
  public static void main(String[] args) {
    Map<String, Object> storage = new HashMap<>();
    storage.put("type", "postgres");
    // Such as postgresql://app@db.example.org/app?sslmode=verify-full
    storage.put("connection-uri", args[0]);
    storage.put("password", args[1]);
    storage.put("table", "people"); // made where it is missing
    try (Connection connection = Dfdb.createDb(Map.of("storage-config", storage))) {
      connection.transact("[{:person/name \"Ada\"}]");
      QueryResult names = connection.db().q("[:find ?name :where [_ :person/name ?name]]");
      names.forEach(row -> System.out.println(row.get(0))); // Ada
    }
  }
  // end
}

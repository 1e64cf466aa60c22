package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransientStorageException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database whose connections to the server are all cut goes on after one transient error. */
class DatabaseRecoveryTest {

  private static final String COUNT = "[:find (count ?e) . :where [?e :n]]";

  private final String table = TestServer.newTable();
  private final Connection connection = Dfdb.createDb(Map.of("storage-config", config(table)));

  private static Map<String, Object> config(String table) {
    return TestServer.config(table, "type", "postgres");
  }

  @BeforeEach
  void fill() {
    connection.transact("[{:n 1}]");
  }

  @AfterEach
  void close() {
    connection.close();
    TestServer.drop(table);
  }

  @Test
  void readingGoesOn() {
    TestServer.cut(table);
    assertThrows(TransientStorageException.class, () -> connection.db().q(COUNT));
    assertEquals(1L, connection.db().q(COUNT).value());
  }

  @Test
  void transactingGoesOn() {
    TestServer.cut(table);
    assertThrows(StorageException.class, () -> connection.transact("[{:n 2}]"));
    connection.transact("[{:n 3}]");
    assertEquals(2L, connection.db().q(COUNT).value());
  }
}

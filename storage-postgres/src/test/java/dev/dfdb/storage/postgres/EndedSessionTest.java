package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dfdb.Dfdb;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions that the server ends by its timeouts. */
class EndedSessionTest {

  private final String table = TestServer.newTable();
  private final Connections connections = open("postgres");

  private Connections open(String role) {
    return Connections.open(
        Settings.of(
            "postgres",
            PostgresOptions.ALL,
            TestServer.config(
                table,
                "connection-uri",
                "postgresql://" + role + "@localhost:" + TestServer.port() + "/postgres")),
        new TableName("public", table));
  }

  @AfterEach
  void close() {
    connections.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"idle_in_transaction_session_timeout", "transaction_timeout"})
  void aStateIsLostForGoodWithTheSessionThatATimeoutEnds(String timeout) {
    PinnedState state = PinnedState.take(connections);
    String process = state.read(connection -> one(connection, "SELECT pg_backend_pid()"));
    assertFalse(state.isLost());
    try {
      state.read(connection -> one(connection, "SELECT set_config('" + timeout + "', '1', false)"));
    } catch (TransientStorageException atOnce) {
      assertTrue(state.isLost());
    }
    while (!"0"
        .equals(TestServer.ask("SELECT count(*) FROM pg_stat_activity WHERE pid = " + process))) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < 3; i++) {
      TransientStorageException lost = assertThrows(
          TransientStorageException.class,
          () -> state.read(connection -> one(connection, "SELECT 1")));
      assertTrue(lost.summary().contains("take a new one"), lost::summary);
      assertTrue(state.isLost());
    }
    state.release();
    assertEquals("1", connections.read(connection -> one(connection, "SELECT 1")));
  }

  @Test
  void aStateIsLostWithItsTransaction() {
    PinnedState state = PinnedState.take(connections);
    state.read(connection -> one(connection, "SELECT set_config('statement_timeout', '1', true)"));
    assertThrows(
        TransientStorageException.class,
        () -> state.read(connection -> one(connection, "SELECT pg_sleep(600)")));
    assertTrue(state.isLost());
    assertThrows(
        TransientStorageException.class,
        () -> state.read(connection -> one(connection, "SELECT 1")));
    state.release();
  }

  @Test
  void timeoutsOfTheRoleThatEndSessionsDoNotHold() {
    TestServer.run("CREATE ROLE hasty LOGIN; ALTER ROLE hasty SET transaction_timeout = '1h';"
        + " ALTER ROLE hasty SET idle_in_transaction_session_timeout = '1h'");
    try (Connections hasty = open("hasty")) {
      assertEquals("0", hasty.read(connection -> one(connection, "SHOW transaction_timeout")));
      assertEquals(
          "0",
          hasty.read(connection -> one(connection, "SHOW idle_in_transaction_session_timeout")));
    } finally {
      TestServer.run("DROP ROLE hasty");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoBeginsToReadAfterTheServerEndedEverySessionReads(boolean isOwn) {
    PGSimpleDataSource own = new PGSimpleDataSource();
    own.setPortNumbers(new int[] {TestServer.port()});
    own.setUser("postgres");
    own.setDatabaseName("postgres");
    own.setApplicationName("dfdb public." + table);
    try (HikariDataSource pool = new HikariDataSource(pool(own));
        PostgresStorage storage = isOwn
            ? PostgresStorage.open(pool, Map.of("table", table))
            : PostgresStorage.open(TestServer.config(table));
        dev.dfdb.Connection connection =
            Dfdb.createDb(Map.of("storage", storage, "page-cache", 0, "query-cache", 0))) {
      connection.transact("[{:x/k 1}]");
      for (int i = 0; i < 3; i++) {
        assertEquals(1, connection.db().q("[:find ?e :where [?e :x/k]]").size());
        TestServer.cut(table);
      }
      assertEquals(1, connection.db().q("[:find ?e :where [?e :x/k]]").size());
    } finally {
      TestServer.drop(table);
    }
  }

  private static HikariConfig pool(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    return config;
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}

package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Snapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What goes wrong with a server, and how it is told (S7). */
class ServerErrorsTest {

  private static final byte[] KEY = {1};
  private static final String SECRET = "s3cret-of-mine";

  private final String table = TestServer.newTable();

  @AfterEach
  void drop() {
    TestServer.drop(table);
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    StorageException refusal = refused(
        StorageUnavailableException.class,
        "connection-uri",
        "postgresql://postgres:" + SECRET + "@localhost:" + port + "/postgres");
    assertTrue(String.valueOf(refusal.context().get("server")).contains(String.valueOf(port)));
  }

  @Test
  void aDatabaseThatIsNotThereIsMisconfigured() {
    refused(
        MisconfiguredException.class,
        "connection-uri",
        "postgresql://postgres:" + SECRET + "@localhost:" + TestServer.port() + "/nowhere");
  }

  @Test
  void aWrongPasswordIsMisconfiguredAndNotShown() throws Exception {
    TestServer.run("CREATE ROLE guarded LOGIN PASSWORD 'right'");
    Path rules = Path.of(TestServer.ask("SHOW hba_file"));
    String open = Files.readString(rules);
    Files.writeString(rules, "host all guarded all scram-sha-256\n" + open);
    try {
      TestServer.run("SELECT pg_reload_conf()");
      while (isLetIn("guarded")) {
        Thread.onSpinWait(); // the server reads its rules again when it comes to it
      }
      refused(MisconfiguredException.class, "user", "guarded", "password", SECRET);
    } finally {
      Files.writeString(rules, open);
      TestServer.run("SELECT pg_reload_conf()");
      TestServer.run("DROP ROLE guarded");
    }
  }

  private static boolean isLetIn(String role) {
    try (Connection connection = source("").getConnection(role, SECRET)) {
      return connection.isValid(0);
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void aTableOfSomethingElseIsMisconfigured() {
    TestServer.run("CREATE TABLE " + table + " (key bytea, value bytea)");
    refused(MisconfiguredException.class);
  }

  @Test
  void aTableOfALaterVersionIsMisconfigured() {
    PostgresStorage.open(TestServer.config(table)).close();
    TestServer.run("COMMENT ON TABLE " + table + " IS 'dfdb storage, version 2'");
    assertEquals(2, refused(MisconfiguredException.class).context().get("version"));
  }

  @Test
  void aMissingTableThatIsNotToBeMadeIsUnavailable() {
    refused(StorageUnavailableException.class, "create-if-missing", false);
  }

  @Test
  void aTableThatIsDroppedUnderTheStorageIsMisconfigured() {
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(table))) {
      TestServer.drop(table);
      assertThrows(MisconfiguredException.class, () -> storage.get(KEY));
      assertThrows(MisconfiguredException.class, () -> storage.put(KEY, KEY));
    }
  }

  @Test
  void anExhaustedPoolIsTransientAndTheWriterGoesOnWhenAConnectionIsFree() {
    try (PostgresStorage storage =
        PostgresStorage.open(TestServer.config(table, "pool-size", 2, "pool-timeout", "250ms"))) {
      Snapshot first = storage.snapshot();
      Snapshot second = storage.snapshot();
      TransientStorageException exhausted =
          assertThrows(TransientStorageException.class, () -> storage.put(KEY, KEY));
      assertTrue(exhausted.summary().contains("pool-size"), exhausted::summary);
      first.close();
      storage.put(KEY, KEY);
      second.close();
    }
  }

  @Test
  void anInterruptedWaitForAConnectionSaysSoAndStaysInterrupted() {
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(table, "pool-size", 2));
        Snapshot first = storage.snapshot();
        Snapshot second = storage.snapshot()) {
      Thread.currentThread().interrupt();
      StorageException interrupted =
          assertThrows(TransientStorageException.class, () -> storage.put(KEY, KEY));
      assertTrue(Thread.interrupted(), "and was cleared here");
      assertTrue(interrupted.summary().contains("interrupted"), interrupted::summary);
      assertNull(first.get(KEY));
      assertNull(second.get(KEY));
    }
  }

  @Test
  void aStatementThatTakesTooLongIsTransientAndLeavesNothing() throws SQLException {
    try (PostgresStorage storage =
            PostgresStorage.open(TestServer.config(table, "statement-timeout", "200ms"));
        Connection other = source("").getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(Statements.lock(new TableName("public", table)));
      assertThrows(TransientStorageException.class, () -> storage.put(KEY, KEY));
      other.rollback();
      assertNull(storage.get(KEY));
    }
  }

  @Test
  void aServerThatIsReadOnlyReadsAndRefusesToWrite() {
    PostgresStorage.open(TestServer.config(table)).close();
    try (PostgresStorage storage = PostgresStorage.open(TestServer.config(
        table,
        "connection-uri",
        TestServer.uri() + "?options=-c%20default_transaction_read_only=on"))) {
      assertNull(storage.get(KEY));
      StorageException refusal =
          assertThrows(StorageUnavailableException.class, () -> storage.put(KEY, KEY));
      assertTrue(refusal.summary().contains("read-only"), refusal::summary);
    }
  }

  @Test
  void connectionsOfAnotherIsolationAreRefusedBeforeAnythingIsWritten() {
    try (PostgresStorage storage = PostgresStorage.open(
        source("-c default_transaction_isolation=serializable"), Map.of("table", table))) {
      assertThrows(MisconfiguredException.class, () -> storage.put(KEY, KEY));
      assertNull(storage.get(KEY));
    }
  }

  @Test
  void statesOfTheServerHaveTheirErrors() {
    ServerErrors errors = new ServerErrors("there", new TableName("public", "t"));
    Map<String, Class<? extends StorageException>> expected = Map.of(
        "40001", TransientStorageException.class,
        "40P01", TransientStorageException.class,
        "57014", TransientStorageException.class,
        "08006", TransientStorageException.class,
        "53100", StorageUnavailableException.class,
        "53300", StorageUnavailableException.class,
        "25P03", TransientStorageException.class,
        "25P04", TransientStorageException.class,
        "XX001", CorruptionException.class,
        "28P01", MisconfiguredException.class);
    expected.forEach((state, type) -> {
      SQLException cause = new SQLException("said so", state);
      StorageException translated = errors.translate(cause);
      assertInstanceOf(type, translated, state);
      assertSame(cause, translated.getCause());
      assertEquals("said so", translated.context().get("engine"));
    });
    assertInstanceOf(
        StorageUnavailableException.class, errors.connecting(new SQLException("no", "08001")));
  }

  @Test
  void anErrorThatEndsTheSessionHasLostTheConnectionWhateverItsState() throws SQLException {
    SQLException fatal = new PSQLException(new ServerErrorMessage("SFATAL\0C55000\0Mno more\0"));
    assertTrue(ServerErrors.isLost(fatal));
    SQLException before = new SQLException("before", "22000");
    before.setNextException(new SQLException("the end", "08006"));
    assertTrue(ServerErrors.isLost(before), "the driver tells the end after its reason");
    SQLException refused = new SQLException("Connection is closed");
    Connection connection = source("").getConnection();
    assertFalse(ServerErrors.isLost(refused, connection));
    connection.close();
    assertTrue(ServerErrors.isLost(refused, connection));
  }

  @Test
  void nothingShowsThePassword() {
    Map<String, Object> config = TestServer.config(
        table,
        "connection-uri",
        "postgresql://postgres:" + SECRET + "@localhost:" + TestServer.port() + "/postgres",
        "password",
        SECRET);
    Settings settings = Settings.of("postgres", PostgresOptions.ALL, config);
    assertFalse(settings.toString().contains(SECRET), settings::toString);
    try (PostgresStorage storage = PostgresStorage.open(settings)) {
      assertFalse(storage.toString().contains(SECRET));
      TestServer.drop(table);
      checkSecret(assertThrows(StorageException.class, () -> storage.get(KEY)));
    }
    for (String wrong : new String[] {
      "jdbc:postgresql://localhost:port/?password=" + SECRET, "mysql://me:" + SECRET + "@there/db"
    }) {
      refused(MisconfiguredException.class, "connection-uri", wrong);
    }
  }

  private <T extends StorageException> T refused(Class<T> type, Object... options) {
    T refusal = assertThrows(
        type, () -> PostgresStorage.open(TestServer.config(table, options)).close());
    checkSecret(refusal);
    return refusal;
  }

  private static void checkSecret(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String text = each.toString();
      assertFalse(text.contains(SECRET), text);
      assertNotNull(each.getMessage());
    }
  }

  private static PGSimpleDataSource source(String options) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setPortNumbers(new int[] {TestServer.port()});
    source.setUser("postgres");
    source.setDatabaseName("postgres");
    source.setOptions(options);
    return source;
  }
}

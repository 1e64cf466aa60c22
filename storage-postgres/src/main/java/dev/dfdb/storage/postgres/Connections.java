package dev.dfdb.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.slf4j.LoggerFactory;

/**
 * Where connections come from: a pool of the storage's own, or the caller's source. Connections are
 * in auto-commit mode whenever nobody holds them. Safe from any thread.
 */
final class Connections implements AutoCloseable {

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

  /** The server counts milliseconds, and the driver makes them of seconds, both in 31 bits. */
  private static final Duration LONGEST = Duration.ofDays(24);

  /** A pool of the caller's gives up its dead connections one by one. */
  private static final int MOST_ATTEMPTS = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DataSource source;
  private final @Nullable HikariDataSource pool;
  private final ServerErrors errors;
  private final String server;

  private Connections(
      DataSource source, @Nullable HikariDataSource pool, ServerErrors errors, String server) {
    this.source = source;
    this.pool = pool;
    this.errors = errors;
    this.server = server;
  }

  /** Uses connections of the caller, which stay the caller's. */
  static Connections of(DataSource source, TableName table) {
    String server = "of the caller's data source";
    return new Connections(source, null, new ServerErrors(server, table), server);
  }

  /**
   * Opens a pool.
   *
   * @throws StorageException if not even one connection can be made
   */
  static Connections open(Settings settings, TableName table) {
    HikariConfig config = pool(settings, table);
    ConnectionUri uri = address(settings, table);
    config.setDataSource(new DriverSource(uri));
    ServerErrors errors = new ServerErrors(uri.toString(), table);
    try {
      HikariDataSource pool = new HikariDataSource(config);
      return new Connections(pool, pool, errors, uri.toString());
    } catch (PoolInitializationException e) {
      throw e.getCause() instanceof SQLException cause
          ? errors.connecting(cause)
          : errors.connecting(new SQLException(e));
    }
  }

  /** The server, and how to speak to it. */
  private static ConnectionUri address(Settings settings, TableName table) {
    ConnectionUri uri = ConnectionUri.parse(settings.get(PostgresOptions.CONNECTION_URI))
        .withDefault(PGProperty.TCP_KEEP_ALIVE, "true")
        .withDefault(PGProperty.APPLICATION_NAME, "dfdb " + table)
        .with(PGProperty.SOCKET_TIMEOUT, seconds(settings, PostgresOptions.SOCKET_TIMEOUT))
        .with(PGProperty.CONNECT_TIMEOUT, seconds(settings, PostgresOptions.CONNECT_TIMEOUT));
    String user = settings.find(PostgresOptions.USER).orElse(null);
    String password = settings.find(PostgresOptions.PASSWORD).orElse(null);
    uri = user == null ? uri : uri.with(PGProperty.USER, user);
    return password == null ? uri : uri.with(PGProperty.PASSWORD, password);
  }

  private static HikariConfig pool(Settings settings, TableName table) {
    PostgresOptions.TIMEOUTS.forEach(option -> check(option, settings.get(option)));
    Duration statement = settings.get(PostgresOptions.STATEMENT_TIMEOUT);
    Duration socket = settings.get(PostgresOptions.SOCKET_TIMEOUT);
    if (!socket.isZero() && (statement.isZero() || socket.compareTo(statement) <= 0)) {
      throw new MisconfiguredException(
          "the socket times out before the statement, which would leave every outcome unknown",
          Map.of("socket-timeout", socket, "statement-timeout", statement));
    }
    Duration wait = settings.get(PostgresOptions.POOL_TIMEOUT);
    HikariConfig config = new HikariConfig();
    config.setPoolName("dfdb-" + table);
    config.setMaximumPoolSize(settings.get(PostgresOptions.POOL_SIZE));
    config.setMinimumIdle(1);
    config.setConnectionTimeout(
        (wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait).toMillis());
    config.setConnectionInitSql("SET statement_timeout = " + statement.toMillis()
        + "; SET idle_in_transaction_session_timeout = 0"
        + "; SET default_transaction_isolation = 'read committed'"
        + "; SELECT set_config(name, '0', false) FROM pg_settings" // from PostgreSQL 17 on
        + " WHERE name = 'transaction_timeout'");
    return config;
  }

  private static void check(Option<Duration> option, Duration timeout) {
    if (timeout.compareTo(LONGEST) > 0) {
      throw new MisconfiguredException(
          "a timeout is longer than server and driver can count",
          Map.of("option", option.name(), "value", timeout, "most", LONGEST));
    }
  }

  private static String seconds(Settings settings, Option<Duration> option) {
    return String.valueOf(settings.get(option).plusMillis(999).toSeconds());
  }

  /** The source itself, for what is done once. */
  DataSource source() {
    return source;
  }

  /** How errors of these connections are told. */
  ServerErrors errors() {
    return errors;
  }

  /** Where the server is, without anything secret. */
  String server() {
    return server;
  }

  /**
   * Takes a connection, to be {@linkplain #giveBack given back}.
   *
   * @throws StorageException if there is none
   */
  Connection take() {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw errors.connecting(e);
    }
  }

  /** Ends what is under way on a connection and gives it back, whatever state it is in. */
  static void giveBack(Connection connection) {
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      // A connection that is lost has nothing to end, and its pool forgets it.
      LoggerFactory.getLogger("dev.dfdb.storage.postgres")
          .debug("a connection could not be given back in good order", e);
    }
  }

  /**
   * Reads by one statement, a transaction of its own. Where the connection turns out to be dead, as
   * all of a pool are when the server was restarted, it is done again on another.
   */
  <T> T read(SqlCall<T> call) {
    return keeping(connection -> {
      T result = call.on(connection);
      giveBack(connection);
      return result;
    });
  }

  /** The same, where the result goes on using the connection, and gives it back. */
  <T> T keeping(SqlCall<T> call) {
    int attempts = pool == null ? MOST_ATTEMPTS : 2;
    long begin = System.nanoTime();
    while (true) {
      Connection connection = take();
      try {
        return call.on(connection);
      } catch (SQLException e) {
        boolean isLost = ServerErrors.isLost(e, connection);
        giveBack(connection);
        if (!isLost) {
          throw errors.translate(e);
        }
        if (--attempts == 0 || System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw errors.lost(e);
        }
      } catch (RuntimeException | Error e) {
        giveBack(connection);
        throw e;
      }
      forgetIdle();
    }
  }

  /** Does something once on a connection. */
  <T> T run(SqlCall<T> call) {
    Connection connection = take();
    try {
      return call.on(connection);
    } catch (SQLException e) {
      throw errors.translate(e);
    } finally {
      giveBack(connection);
    }
  }

  /** Where one connection is dead the others are, too, or will be seen to be alive soon enough. */
  void forgetIdle() {
    if (pool != null) {
      HikariPoolMXBean bean = pool.getHikariPoolMXBean();
      if (bean != null) {
        bean.softEvictConnections();
      }
    }
  }

  /** What the pool is doing; nothing where it is the caller's. */
  Map<String, Long> figures() {
    Map<String, Long> figures = new LinkedHashMap<>();
    if (pool != null) {
      HikariPoolMXBean bean = pool.getHikariPoolMXBean();
      figures.put("connections-active", (long) bean.getActiveConnections());
      figures.put("connections-idle", (long) bean.getIdleConnections());
      figures.put("connections-awaited", (long) bean.getThreadsAwaitingConnection());
      figures.put("connections-most", (long) pool.getMaximumPoolSize());
    }
    return figures;
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}

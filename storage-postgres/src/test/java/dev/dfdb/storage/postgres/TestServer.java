package dev.dfdb.storage.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One server for all tests of a JVM, which start it when they need it, and end it with the JVM. */
final class TestServer {

  private static final AtomicInteger TABLES = new AtomicInteger();

  private TestServer() {}

  private static final class Started {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "300")
            .setServerConfig("fsync", "off") // no test here cuts the power of the machine
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Its port on the loopback interface. */
  static int port() {
    return Started.SERVER.getPort();
  }

  /** The user that it runs as. */
  static UserPrincipal owner() throws IOException {
    return Files.getOwner(Path.of(ask("SHOW data_directory")));
  }

  /** Where it is. */
  static String uri() {
    return uri(port());
  }

  /** Where it is, seen through another port. */
  static String uri(int port) {
    return "postgresql://postgres@localhost:" + port + "/postgres";
  }

  /** A name no other table has. */
  static String newTable() {
    return "t" + TABLES.incrementAndGet();
  }

  /** A configuration that opens a table of the server, with more options by name and value. */
  static Map<String, Object> config(String table, Object... options) {
    Map<String, Object> config = new HashMap<>();
    config.put("connection-uri", uri());
    config.put("table", table);
    for (int i = 0; i < options.length; i += 2) {
      config.put((String) options[i], options[i + 1]);
    }
    return config;
  }

  /** Runs statements as the superuser. */
  static void run(String sql) {
    try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Asks for one value as the superuser. */
  static String ask(String sql) {
    try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Cuts the connections of everybody who has a table open. */
  static void cut(String table) {
    run("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE " + ofTable(table));
  }

  /** How many connections there are of those who have a table open. */
  static int connections(String table) {
    return Integer.parseInt(ask("SELECT count(*) FROM pg_stat_activity WHERE " + ofTable(table)));
  }

  private static String ofTable(String table) {
    return "application_name = 'dfdb public." + table + "'";
  }

  /** Removes a table and what belongs to it. */
  static void drop(String table) {
    run("DROP TABLE IF EXISTS \"" + table + "\"; DROP FUNCTION IF EXISTS \"" + table + "_write\"");
  }
}

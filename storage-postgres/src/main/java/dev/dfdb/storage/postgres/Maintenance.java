package dev.dfdb.storage.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** What operators want of a table: figures, and order. */
final class Maintenance {

  private static final String FIGURES =
      "SELECT pg_total_relation_size(relid), n_live_tup, n_dead_tup FROM pg_stat_user_tables"
          + " WHERE schemaname = ? AND relname = ?";

  private final Connections connections;
  private final TableName table;

  Maintenance(Connections connections, TableName table) {
    this.connections = connections;
    this.table = table;
  }

  /** Vacuums, however long it takes. */
  void vacuum() {
    connections.run(connection -> {
      int timeout = connection.getNetworkTimeout();
      String before = setStatementTimeout(connection, "0");
      connection.setNetworkTimeout(Runnable::run, 0);
      try (Statement statement = connection.createStatement()) {
        statement.execute(Statements.vacuum(table));
      } finally {
        connection.setNetworkTimeout(Runnable::run, timeout);
        setStatementTimeout(connection, before);
      }
      return true;
    });
  }

  /** Sets the timeout of the session and gives the one before. */
  private static String setStatementTimeout(Connection connection, String timeout)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "SELECT current_setting('statement_timeout'), set_config('statement_timeout', ?, false)")) {
      statement.setString(1, timeout);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /** Sizes and counts, as the server estimates them. */
  Map<String, Long> figures() {
    return connections.read(connection -> {
      Map<String, Long> figures = new LinkedHashMap<>();
      try (PreparedStatement statement = connection.prepareStatement(FIGURES)) {
        statement.setString(1, table.schema());
        statement.setString(2, table.table());
        try (ResultSet rows = statement.executeQuery()) {
          if (rows.next()) {
            figures.put("table-bytes", rows.getLong(1));
            figures.put("live-rows", rows.getLong(2));
            figures.put("dead-rows", rows.getLong(3));
          }
        }
      }
      return figures;
    });
  }
}

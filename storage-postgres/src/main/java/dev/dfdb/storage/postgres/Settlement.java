package dev.dfdb.storage.postgres;

import dev.dfdb.error.StorageException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Sees to it that a write whose connection was lost is over, one way or the other. The server may
 * not have noticed the loss and be at work on it still, so that who reads back would find nothing,
 * and then it would be there after all.
 */
final class Settlement {

  /** How long a process of the server may take to end. */
  private static final int MOST_MILLISECONDS = 5_000;

  /** The process may be another's by now; only one that writes this table is meant. */
  private static final String END = "SELECT count(*), count(*) FILTER"
      + " (WHERE pg_terminate_backend(pid, " + MOST_MILLISECONDS + "))"
      + " FROM pg_stat_activity WHERE pid = ? AND datname = current_database()"
      + " AND usename = current_user AND state <> 'idle' AND position(? IN query) > 0";

  private final Connections connections;
  private final TableName table;

  Settlement(Connections connections, TableName table) {
    this.connections = connections;
    this.table = table;
  }

  /** The process of the server that a connection speaks to. */
  static int process(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  /**
   * Ends what a process may still be doing, and waits until it has ended. A server that can't be
   * reached can't be asked, and who reads back can't read.
   */
  void await(int process) {
    try {
      connections.read(connection -> {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
          statement.setInt(1, process);
          statement.setString(2, "\"" + table.table() + "_write\"");
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
          }
        }
      });
    } catch (StorageException e) {
      System.getLogger(Settlement.class.getName())
          .log(Level.DEBUG, "a process of the server that lost its client was not ended", e);
    }
  }
}

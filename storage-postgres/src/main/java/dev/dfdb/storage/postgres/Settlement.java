package dev.dfdb.storage.postgres;

import dev.dfdb.error.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.postgresql.PGConnection;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a write whose connection was lost is over, one way or the other. The server may
 * not have noticed the loss and be at work on it still, or not yet, so that who reads back would
 * find nothing, and then it would be there after all. Safe from any thread.
 */
final class Settlement {

  /** How long a process of the server may take to end. */
  private static final int MOST_MILLISECONDS = 5_000;

  private static final String SESSION = "SELECT pid, extract(epoch FROM backend_start)::text"
      + " FROM pg_stat_activity WHERE pid = pg_backend_pid()";

  /**
   * The process may be another's by now. What it is doing does not matter: of a session that its
   * client has lost nothing is wanted any more.
   */
  private static final String END = "SELECT count(*), count(*) FILTER"
      + " (WHERE pg_terminate_backend(pid, " + MOST_MILLISECONDS + "))"
      + " FROM pg_stat_activity WHERE pid = ? AND extract(epoch FROM backend_start)::text = ?";

  private final Connections connections;

  /** Asked for once for each connection of the driver, which costs a round trip. */
  private final Map<PGConnection, Session> sessions =
      Collections.synchronizedMap(new WeakHashMap<>());

  Settlement(Connections connections) {
    this.connections = connections;
  }

  /** The session of the server that a connection speaks to. Nothing may be under way on it. */
  Session session(Connection connection) throws SQLException {
    PGConnection physical = connection.unwrap(PGConnection.class);
    Session known = sessions.get(physical);
    if (known == null) {
      known = ask(connection);
      sessions.put(physical, known);
    }
    return known;
  }

  private static Session ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SESSION)) {
      rows.next();
      return new Session(rows.getInt(1), rows.getString(2));
    }
  }

  /**
   * Ends what a session may still be doing, and waits until it has ended. A server that can't be
   * reached can't be asked, and who reads back can't read.
   */
  void await(Session session) {
    try {
      connections.read(connection -> {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
          statement.setInt(1, session.process());
          statement.setString(2, session.begin());
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
          }
        }
      });
    } catch (StorageException e) {
      LoggerFactory.getLogger("dev.dfdb.storage.postgres")
          .debug("a process of the server that lost its client was not ended", e);
    }
  }
}

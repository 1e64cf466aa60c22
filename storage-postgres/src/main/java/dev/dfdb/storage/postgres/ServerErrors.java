package dev.dfdb.storage.postgres;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransientStorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Translates the errors of server, driver and pool into the family of dfdb (S7). Immutable. */
final class ServerErrors {

  /** What the writing function raises in a transaction that sees too little. */
  static final String WRONG_ISOLATION = "DF001";

  /**
   * The timeouts by which a server ends a session: in a transaction, idle or not (PostgreSQL 17).
   */
  private static final Set<String> ENDED = Set.of("25P03", "25P04");

  private static final Set<String> FATAL = Set.of("FATAL", "PANIC");

  private final String server;
  private final TableName table;

  /**
   * Translates for one table.
   *
   * @param server where it is, without anything secret
   */
  ServerErrors(String server, TableName table) {
    this.server = server;
    this.table = table;
  }

  /**
   * Whether the connection is gone, so that the server may have done anything or nothing. The
   * driver notices the end of the connection after it has read why, and a pool then only says that
   * it is closed: a connection that is closed is gone, too.
   */
  static boolean isLost(SQLException e, Connection connection) {
    if (isLost(e)) {
      return true;
    }
    try {
      return connection.isClosed();
    } catch (SQLException unusable) {
      return true;
    }
  }

  /** Whether an error says by itself that the connection is gone. */
  static boolean isLost(SQLException e) {
    for (SQLException each = e; each != null; each = each.getNextException()) {
      if (isUnreachable(stateOf(each)) || ENDED.contains(stateOf(each)) || isFatal(each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnreachable(String state) {
    return state.startsWith("08") || state.startsWith("57P");
  }

  /** The server ends a session after such an error, whatever its state. */
  private static boolean isFatal(SQLException e) {
    return e instanceof PSQLException told
        && told.getServerErrorMessage() != null
        && FATAL.contains(String.valueOf(told.getServerErrorMessage().getSeverity()));
  }

  /** The error of a statement after which nothing is applied. */
  StorageException translate(SQLException e) {
    StorageException known = known(e);
    if (known != null) {
      return known;
    }
    return isLost(e)
        ? new TransientStorageException(
            "the connection to the server was lost; nothing was applied", context(e), e)
        : new StorageUnavailableException("the server refused a statement", context(e), e);
  }

  /** The error of a statement that its connection went with, and after which nothing is applied. */
  StorageException lost(SQLException e) {
    StorageException known = known(e);
    return known == null
        ? new TransientStorageException(
            "the connection to the server was lost; nothing was applied", context(e), e)
        : known;
  }

  private @Nullable StorageException known(SQLException e) {
    String state = stateOf(e);
    Map<String, Object> context = context(e);
    return switch (state) {
      case "40001", "40P01", "55P03" ->
        new TransientStorageException("another writer was in the way; try again", context, e);
      case "57014" ->
        new TransientStorageException(
            "the server cancelled the statement; try again, or raise statement-timeout",
            context,
            e);
      case "XX001", "XX002" ->
        new CorruptionException("the server found damaged data; restore a backup", context, e);
      case "42P01", "42883", "3F000" ->
        new MisconfiguredException(
            "the table or its function is gone: something else has dropped it", context, e);
      case "28P01", "28000", "3D000" ->
        new MisconfiguredException(
            "the server refuses the role, its password or the database", context, e);
      case WRONG_ISOLATION ->
        new MisconfiguredException(
            "connections must begin transactions as read committed", context, e);
      case "25006" -> unavailable("the server is read-only: a standby, or set so", e);
      case "53100" -> unavailable("no space left on the disk of the server", e);
      case "53300" ->
        unavailable(
            "the server has no connection left; raise max_connections or lower pool-size", e);
      case "42501" -> unavailable("the role may not do this", e);
      default -> null;
    };
  }

  private StorageException unavailable(String summary, SQLException e) {
    return new StorageUnavailableException(summary, context(e), e);
  }

  /** The error of a call that could not get a connection. */
  StorageException connecting(SQLException e) {
    if (e.getCause() instanceof InterruptedException) {
      Thread.currentThread().interrupt(); // it is the caller's to clear
      return new TransientStorageException(
          "the thread was interrupted while it waited for a connection; nothing was done",
          context(e),
          e);
    }
    SQLException refusal = refusal(e);
    if (refusal == null && e instanceof SQLTransientConnectionException) {
      return new TransientStorageException(
          "no connection became free in time; close snapshots and cursors, or raise pool-size",
          context(e),
          e);
    }
    SQLException reason = refusal == null ? e : refusal;
    if (isUnreachable(stateOf(reason))) {
      return unavailable("the server can't be reached", reason);
    }
    StorageException known = known(reason);
    return known == null ? unavailable("the server refused a connection", reason) : known;
  }

  /** The error of a commit that was not answered. */
  OutcomeUnknownException unknown(SQLException e) {
    return new OutcomeUnknownException(
        "the connection was lost during a commit; read back what was written", context(e), e);
  }

  /** The error of a state that went with its connection. */
  TransientStorageException stateLost(SQLException e) {
    return new TransientStorageException(
        "the connection of a snapshot or cursor was lost, and its state with it; take a new one",
        context(e),
        e);
  }

  /** What is wrong with the table, where no statement failed. */
  Map<String, Object> context() {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("server", server);
    context.put("table", table);
    return context;
  }

  private Map<String, Object> context(SQLException e) {
    Map<String, Object> context = context();
    context.put("state", stateOf(e));
    context.put("engine", String.valueOf(e.getMessage()));
    return context;
  }

  /** What the server or the network said, where the pool only says that it waited. */
  private static @Nullable SQLException refusal(SQLException e) {
    return e instanceof SQLTransientConnectionException
            && e.getCause() instanceof SQLException cause
        ? cause
        : null;
  }

  private static String stateOf(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }
}

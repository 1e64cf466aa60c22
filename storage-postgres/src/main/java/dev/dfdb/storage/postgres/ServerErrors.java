package dev.dfdb.storage.postgres;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransientStorageException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates the errors of server, driver and pool into the family of dfdb (S7). Immutable. */
final class ServerErrors {

  /** What the writing function raises in a transaction that sees too little. */
  static final String WRONG_ISOLATION = "DF001";

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

  /** Whether the connection is gone, so that the server may have done anything or nothing. */
  static boolean isLost(SQLException e) {
    String state = stateOf(e);
    return state.startsWith("08") || state.startsWith("57P");
  }

  /** The error of a statement after which nothing is applied. */
  StorageException translate(SQLException e) {
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
      default ->
        isLost(e)
            ? new TransientStorageException(
                "the connection to the server was lost; nothing was applied", context, e)
            : new StorageUnavailableException(unavailable(state), context, e);
    };
  }

  /** The error of a call that could not get a connection. */
  StorageException connecting(SQLException e) {
    SQLException refusal = refusal(e);
    if (refusal == null && e instanceof SQLTransientConnectionException) {
      return new TransientStorageException(
          "no connection became free in time; close snapshots and cursors, or raise pool-size",
          context(e),
          e);
    }
    SQLException reason = refusal == null ? e : refusal;
    if (isLost(reason)) {
      return new StorageUnavailableException(
          "the server can't be reached", context(reason), reason);
    }
    return translate(reason);
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

  private static String unavailable(String state) {
    return switch (state) {
      case "25006" -> "the server is read-only: a standby, or set so";
      case "53100" -> "no space left on the disk of the server";
      case "53300" -> "the server has no connection left; raise max_connections or lower pool-size";
      case "42501" -> "the role may not do this";
      default -> "the server refused a statement";
    };
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

package dev.dfdb.storage.postgres;

import dev.dfdb.error.StorageClosedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One state of the table: a read-only transaction on a connection of its own, shared by a snapshot
 * and the cursors on it, and ended by the last of them. Its statements run one after another. Safe
 * from any thread.
 */
final class PinnedState {

  /**
   * What the transaction sees is fixed by its first query. That one keeps the planner from reading
   * a whole range to sort it for one page, as it would where it knows too little of a new table.
   */
  private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;"
      + " SELECT set_config('enable_sort', 'off', true)";

  private final ServerErrors errors;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;
  private volatile @Nullable SQLException loss;
  private int holders = 1;

  private PinnedState(@Nullable Connection connection, ServerErrors errors) {
    this.connection = connection;
    this.errors = errors;
  }

  /** Fixes the present state, in one round trip. It has one holder, the caller. */
  static PinnedState take(Connections connections) {
    return connections.keeping(connection -> {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(BEGIN);
      }
      return new PinnedState(connection, connections.errors());
    });
  }

  /** A state nothing is read of. It holds no connection. */
  static PinnedState none(Connections connections) {
    return new PinnedState(null, connections.errors());
  }

  /** Makes the caller a holder, unless there is none any more. */
  boolean retain() {
    lock.lock();
    try {
      if (holders == 0) {
        return false;
      }
      holders++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The caller is no holder any more. */
  void release() {
    lock.lock();
    try {
      Connection ended = connection;
      if (--holders == 0 && ended != null) {
        connection = null;
        Connections.giveBack(ended);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is gone, with its connection or its transaction, and reading only fails. */
  boolean isLost() {
    return loss != null;
  }

  /** Reads. */
  <T> T read(SqlCall<T> call) {
    lock.lock();
    try {
      Connection held = connection;
      if (held == null) {
        throw new StorageClosedException("used after it was closed", Map.of("what", "state"));
      }
      SQLException lost = loss;
      if (lost != null) {
        throw errors.stateLost(lost);
      }
      return read(call, held);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Of a dead connection the pool tells only that it is closed, and of a transaction in which a
   * statement failed the server only that it is aborted: the state is gone with the first error,
   * which is kept.
   */
  private <T> T read(SqlCall<T> call, Connection held) {
    try {
      return call.on(held);
    } catch (SQLException e) {
      loss = e;
      throw ServerErrors.isLost(e, held) ? errors.stateLost(e) : errors.translate(e);
    }
  }
}

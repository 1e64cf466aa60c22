package dev.dfdb.storage.postgres;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.WriteBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes batches: in one round trip, commit included, or in a transaction where one statement could
 * not hold it. Safe from any thread.
 */
final class BatchWriter {

  /** So many bytes make a statement full. */
  private static final long STATEMENT_BYTES = 4 << 20;

  private final Connections connections;
  private final Settlement settlement;
  private final String write;

  BatchWriter(Connections connections, TableName table) {
    this.connections = connections;
    this.settlement = new Settlement(connections);
    this.write = Statements.write(table);
  }

  /**
   * Writes a batch.
   *
   * @param durable whether to return only when it is on disk
   */
  void write(WriteBatch batch, boolean durable) {
    if (batch.operations().isEmpty() && batch.guards().isEmpty()) {
      return;
    }
    Changes changes = Changes.of(batch.operations());
    List<Changes.Part> parts = changes.parts(STATEMENT_BYTES);
    transact(parts.size() > 1, connection -> {
      call(connection, batch.guards(), changes, parts.get(0), durable);
      for (Changes.Part part : parts.subList(1, parts.size())) {
        call(connection, List.of(), Changes.of(List.of()), part, durable);
      }
      return parts.size();
    });
  }

  /** Returns when everything committed before is on disk. */
  void sync() {
    Changes nothing = Changes.of(List.of());
    transact(false, connection -> {
      call(connection, List.of(), nothing, nothing.parts(1).get(0), true);
      return 0;
    });
  }

  /** Writes entries within a transaction, replacing what their keys held. */
  void write(Connection connection, Changes.Part part, boolean durable) throws SQLException {
    call(connection, List.of(), Changes.of(List.of()), part, durable);
  }

  /**
   * Does something that writes, and tells a failure that left nothing from one that may have left
   * everything.
   *
   * @param isLong whether it needs a transaction around it; else it is one statement
   */
  <T> T transact(boolean isLong, SqlCall<T> call) {
    Begun begun =
        connections.keeping(connection -> new Begun(connection, settlement.session(connection)));
    Connection connection = begun.connection();
    boolean committing = !isLong;
    try {
      connection.setAutoCommit(!isLong);
      T result = call.on(connection);
      committing = true;
      if (isLong) {
        connection.commit();
      }
      return result;
    } catch (SQLException e) {
      throw failed(e, begun, committing);
    } finally {
      Connections.giveBack(connection);
    }
  }

  /** A connection and, should it be lost, the session it was. */
  private record Begun(Connection connection, Session session) {}

  private StorageException failed(SQLException e, Begun begun, boolean committing) {
    if (!ServerErrors.isLost(e, begun.connection())) {
      return connections.errors().translate(e);
    }
    connections.forgetIdle();
    if (!committing) {
      return connections.errors().lost(e); // without its COMMIT the server undoes it
    }
    settlement.await(begun.session());
    return connections.errors().unknown(e);
  }

  private void call(
      Connection connection,
      List<Guard> guards,
      Changes changes,
      Changes.Part part,
      boolean durable)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(write)) {
      statement.setArray(
          1, Reads.array(connection, guards.stream().map(Guard::key).toArray(byte[][]::new)));
      statement.setArray(
          2,
          Reads.array(
              connection, guards.stream().map(BatchWriter::expected).toArray(byte[][]::new)));
      statement.setArray(3, Reads.array(connection, changes.starts()));
      statement.setArray(4, Reads.array(connection, changes.ends()));
      statement.setArray(5, Reads.array(connection, part.deletes()));
      statement.setArray(6, Reads.array(connection, part.putKeys()));
      statement.setArray(7, Reads.array(connection, part.putValues()));
      statement.setBoolean(8, durable);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        int failed = rows.getInt(1);
        if (!rows.wasNull()) {
          Guard guard = guards.get(failed);
          throw new ConflictException(failed, guard.key(), expected(guard), rows.getBytes(2));
        }
      }
    }
  }

  private static byte @org.jspecify.annotations.Nullable [] expected(Guard guard) {
    return guard instanceof Guard.Holds holds ? holds.value() : null;
  }
}

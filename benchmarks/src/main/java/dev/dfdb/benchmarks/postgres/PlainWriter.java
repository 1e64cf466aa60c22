package dev.dfdb.benchmarks.postgres;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.StorageProviders;
import dev.dfdb.storage.WriteBatch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes through plain JDBC what dfdb writes: one guarded statement for each transaction. */
final class PlainWriter implements AutoCloseable {

  private static final String WRITE = "WITH held AS (SELECT FROM " + Server.TABLE
      + " WHERE key = ? AND value = ? FOR UPDATE) INSERT INTO " + Server.TABLE
      + " (key, value) SELECT k, v FROM unnest(?, ?) AS p(k, v) WHERE EXISTS (SELECT FROM held)"
      + " ON CONFLICT (key) DO UPDATE SET value = excluded.value";

  /** One transaction: what is guarded on, and what is written, by key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Batch(byte[] guardKey, byte[] guardValue, byte[][] keys, byte[][] values) {}

  private final java.sql.Connection connection;
  private final PreparedStatement statement;
  private final List<Batch> batches;
  private int next;

  /** Writes from the first batch on into a table that holds what was written before it. */
  private PlainWriter(java.sql.Connection connection, List<Batch> batches) throws SQLException {
    this.connection = connection;
    this.statement = connection.prepareStatement(WRITE);
    this.batches = batches;
  }

  /** Has dfdb make so many transactions in memory, and gets ready to write them. */
  static PlainWriter open(Server server, int transactions) throws SQLException {
    Recorder recorder = new Recorder(StorageProviders.find().open(Map.of("type", "memory")));
    int begun;
    try (Connection database = Dfdb.createDb(Map.of("storage", recorder))) {
      database.transact(Facts.SCHEMA);
      begun = recorder.batches().size();
      for (int i = 0; i < transactions; i++) {
        database.transact(Facts.nine(i));
      }
    }
    List<WriteBatch> written = recorder.batches();
    server.clear();
    java.sql.Connection connection = server.connect();
    try (java.sql.Statement creation = connection.createStatement()) {
      creation.execute("CREATE TABLE " + Server.TABLE
          + " (key bytea PRIMARY KEY, value bytea NOT NULL) WITH (fillfactor = 90);"
          + " ALTER TABLE " + Server.TABLE + " ALTER COLUMN key SET STORAGE PLAIN");
    }
    try (PreparedStatement insertion = connection.prepareStatement("INSERT INTO " + Server.TABLE
        + " VALUES (?, ?)" + " ON CONFLICT (key) DO UPDATE SET value = excluded.value")) {
      for (WriteBatch batch : written.subList(0, begun)) {
        for (Operation operation : batch.operations()) {
          Operation.Put put = (Operation.Put) operation;
          insertion.setBytes(1, put.key());
          insertion.setBytes(2, put.value());
          insertion.executeUpdate();
        }
      }
    }
    List<Batch> batches = new ArrayList<>();
    written.subList(begun, written.size()).forEach(batch -> batches.add(batch(batch)));
    return new PlainWriter(connection, batches);
  }

  private static Batch batch(WriteBatch batch) {
    TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    for (Operation operation : batch.operations()) {
      Operation.Put put = (Operation.Put) operation;
      entries.put(put.key(), put.value());
    }
    Guard.Holds guard = (Guard.Holds) batch.guards().get(0);
    return new Batch(
        guard.key(),
        guard.value(),
        entries.keySet().toArray(byte[][]::new),
        entries.values().toArray(byte[][]::new));
  }

  /** Writes the next transaction. */
  int write() throws SQLException {
    Batch batch = batches.get(next++);
    statement.setBytes(1, batch.guardKey());
    statement.setBytes(2, batch.guardValue());
    statement.setArray(3, connection.createArrayOf("bytea", batch.keys()));
    statement.setArray(4, connection.createArrayOf("bytea", batch.values()));
    int rows = statement.executeUpdate();
    if (rows != batch.keys().length) {
      throw new IllegalStateException("the guard did not hold: " + rows);
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

package dev.dfdb.storage.postgres;

import dev.dfdb.storage.KeyRange;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Reads a table, on whatever connection and so in whatever state. Immutable. */
final class Reads {

  private static final byte[] FIRST = {};

  private final TableName table;
  private final String get;
  private final String getAll;

  Reads(TableName table) {
    this.table = table;
    this.get = Statements.get(table);
    this.getAll = Statements.getAll(table);
  }

  /** The value of a key, if it is there. */
  Optional<byte[]> get(Connection connection, byte[] key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(get)) {
      statement.setBytes(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
      }
    }
  }

  /** The values of keys, which may repeat, in one round trip. */
  List<byte @Nullable []> getAll(Connection connection, List<byte[]> keys) throws SQLException {
    Map<ByteBuffer, byte[]> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(getAll)) {
      statement.setArray(1, array(connection, keys.toArray(byte[][]::new)));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(ByteBuffer.wrap(rows.getBytes(1)), rows.getBytes(2));
        }
      }
    }
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      byte[] value = found.get(ByteBuffer.wrap(key));
      values.add(value == null ? null : value.clone()); // a key may be asked for twice
    }
    return values;
  }

  /** Up to so many entries of a range, from its start or, in reverse, from its end. */
  Page page(Connection connection, KeyRange range, boolean reverse, int size) throws SQLException {
    byte[] start = range.start();
    byte[] end = range.end();
    String sql = Statements.page(table, end != null, reverse, size);
    byte[][] keys = new byte[size][];
    byte[] @Nullable [] values = new byte[size][];
    int count = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, start == null ? FIRST : start);
      if (end != null) {
        statement.setBytes(2, end);
      }
      try (ResultSet rows = statement.executeQuery()) {
        for (; rows.next(); count++) {
          keys[count] = rows.getBytes(1);
          values[count] = rows.getBytes(2);
        }
      }
    }
    return new Page(keys, values, count);
  }

  /** Byte strings as one parameter; null among them is an SQL null. */
  static Array array(Connection connection, byte[] @Nullable [] elements) throws SQLException {
    return connection.unwrap(PGConnection.class).createArrayOf("bytea", elements);
  }
}

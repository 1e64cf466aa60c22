package dev.dfdb.storage.postgres;

import dev.dfdb.storage.Entry;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.support.CloseGate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes many entries, in sorted runs of some megabytes, each a transaction that does not wait for
 * the disk. A run that falls between the keys already there is copied, which is the fastest; one
 * that does not is merged.
 */
final class BulkLoad {

  private static final long RUN_BYTES = 4 << 20;

  private final BatchWriter writer;
  private final CloseGate gate;
  private final Limits limits;
  private final String lock;
  private final String anyBetween;
  private final String copy;
  private NavigableMap<byte[], byte[]> run = new TreeMap<>(Arrays::compareUnsigned);
  private long bytes;

  BulkLoad(TableName table, BatchWriter writer, CloseGate gate, Limits limits) {
    this.writer = writer;
    this.gate = gate;
    this.limits = limits;
    this.lock = Statements.lock(table);
    this.anyBetween = Statements.anyBetween(table);
    this.copy = Statements.copy(table);
  }

  /** Writes all entries; of one key, the last. The entries are taken outside of the gate. */
  long load(Iterator<Entry> entries) {
    inside(() -> {});
    long count = 0;
    while (entries.hasNext()) {
      Entry entry = entries.next();
      limits.check(entry.key(), entry.value());
      run.put(entry.key().clone(), entry.value().clone());
      bytes += (long) entry.key().length + entry.value().length;
      count++;
      if (bytes >= RUN_BYTES) {
        inside(this::writeRun);
      }
    }
    inside(() -> {
      writeRun();
      writer.sync();
    });
    return count;
  }

  private void inside(Runnable step) {
    int stripe = gate.enter();
    try {
      step.run();
    } finally {
      gate.leave(stripe);
    }
  }

  private void writeRun() {
    NavigableMap<byte[], byte[]> written = run;
    run = new TreeMap<>(Arrays::compareUnsigned);
    bytes = 0;
    if (!written.isEmpty()) {
      writer.transact(true, connection -> {
        execute(connection, lock);
        if (isApart(connection, written)) {
          execute(connection, "SET LOCAL synchronous_commit TO OFF");
          copy(connection, written);
        } else {
          merge(connection, written);
        }
        return written.size();
      });
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Whether no key of the table is between the first and the last of the run. */
  private boolean isApart(Connection connection, NavigableMap<byte[], byte[]> written)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(anyBetween)) {
      statement.setBytes(1, written.firstKey());
      statement.setBytes(2, written.lastKey());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && !rows.getBoolean(1);
      }
    }
  }

  private void copy(Connection connection, NavigableMap<byte[], byte[]> written)
      throws SQLException {
    CopyIn target = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
    try {
      CopyFormat format = new CopyFormat(target);
      for (Map.Entry<byte[], byte[]> entry : written.entrySet()) {
        format.row(entry.getKey(), entry.getValue());
      }
      format.end();
      target.endCopy();
    } finally {
      if (target.isActive()) {
        target.cancelCopy();
      }
    }
  }

  private void merge(Connection connection, NavigableMap<byte[], byte[]> written)
      throws SQLException {
    Changes.Part part = new Changes.Part();
    written.forEach(part::put);
    writer.write(connection, part, false);
  }
}

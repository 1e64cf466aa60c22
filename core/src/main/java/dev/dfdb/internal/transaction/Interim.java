package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.LogCursor;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.TransactionLog;
import dev.dfdb.storage.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What others have committed between a state that is known and a newer one, from the log: so that
 * what is known of the one need not be read again for the other.
 */
final class Interim {

  /** To read more of the log takes longer than to begin anew. */
  private static final long MAX_TRANSACTIONS = 1_000;

  private static final int MAX_DATOMS = 20_000;

  private final Schema schema;
  private final List<List<Datom>> transactions;

  private Interim(Schema schema, List<List<Datom>> transactions) {
    this.schema = schema;
    this.transactions = transactions;
  }

  /**
   * Reads it; null if it is much, or if nothing known can be gone on from: after an excision, where
   * history was trimmed, or where the storage was replaced by another.
   *
   * @param before the state that is known; it need not be readable
   * @param root that of the newer state
   */
  static @Nullable Interim read(Basis before, Snapshot snapshot, Root root) {
    Root known = before.root();
    boolean isTrimmed = root.t() == known.t() && root.commit() != known.commit();
    if (isTrimmed || root.t() < known.t() || root.t() - known.t() > MAX_TRANSACTIONS) {
      return null;
    }
    List<List<Datom>> transactions = new ArrayList<>();
    Schema schema = before.schema();
    int size = 0;
    try (LogCursor log = new LogCursor(snapshot, known.t(), root.t() + 1)) {
      TransactionLog.Entry last = log.next();
      if (last == null || last.t() != known.t() || last.commit() != known.commit()) {
        return null;
      }
      for (TransactionLog.Entry entry = log.next(); entry != null; entry = log.next()) {
        List<Datom> datoms = entry.datoms();
        size += datoms.size();
        if (size > MAX_DATOMS || datoms.stream().anyMatch(Interim::isExcision)) {
          return null;
        }
        transactions.add(datoms);
        schema = schema.with(datoms);
      }
    }
    return transactions.size() == root.t() - known.t() ? new Interim(schema, transactions) : null;
  }

  private static boolean isExcision(Datom datom) {
    return Builtin.isExcision(datom.a());
  }

  /** The schema of the newer state. */
  Schema schema() {
    return schema;
  }

  /** The datoms of each transaction. */
  List<List<Datom>> transactions() {
    return transactions;
  }
}

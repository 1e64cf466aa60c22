package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.LogCursor;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.index.TransactionLog;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The commits after a moment, one after the other: those kept in memory as they were, others from
 * the log, without their tempids. Used by one thread at a time.
 */
final class CommitReader {

  private static final int PAGE_TRANSACTIONS = 64;
  private static final int PAGE_DATOMS = 8_192;

  private final Transactor transactor;
  private final Queue<TransactionLog.Entry> page = new ArrayDeque<>();
  private Perspective last;

  /** Stands after a state of the database. */
  CommitReader(Transactor transactor, Perspective last) {
    this.transactor = transactor;
    this.last = last;
  }

  /**
   * The next commit; null if there is none as yet, or, without the log, none in memory.
   *
   * @throws dev.dfdb.error.StorageException if the log can't be read; it can be tried again
   */
  @Nullable
  Committed next(boolean withLog) {
    long t = last.root().t() + 1;
    Committed kept = transactor.commits().get(t);
    if (kept != null) {
      page.clear();
      last = kept.after();
      return kept;
    }
    if (page.isEmpty() && withLog && transactor.known().root().t() >= t) {
      readPage(t);
    }
    TransactionLog.Entry entry = page.poll();
    return entry == null ? null : rebuilt(entry);
  }

  private void readPage(long t) {
    int datoms = 0;
    try (Reading reading = transactor.read(transactor.known());
        LogCursor entries = reading.log().scan(t, null)) {
      while (page.size() < PAGE_TRANSACTIONS && datoms < PAGE_DATOMS) {
        TransactionLog.Entry entry = entries.next();
        if (entry == null) {
          return;
        }
        page.add(entry);
        datoms += entry.datoms().size();
      }
    }
  }

  private Committed rebuilt(TransactionLog.Entry entry) {
    Perspective before = last;
    last = Perspective.of(before.root().after(entry), before.schema().with(entry.datoms()));
    return new Committed(before, last, entry.datoms(), Map.of());
  }
}

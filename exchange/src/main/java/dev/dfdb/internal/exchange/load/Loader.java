package dev.dfdb.internal.exchange.load;

import dev.dfdb.Connection;
import dev.dfdb.TxReport;
import dev.dfdb.error.ContentionException;
import dev.dfdb.error.DfdbException;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.StorageException;
import dev.dfdb.exchange.mapping.ImportException;
import dev.dfdb.exchange.mapping.RowProblem;
import dev.dfdb.internal.exchange.read.Row;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Commits rows in batches, some of which are on their way while the next is read.
 *
 * <p>Each batch moves the import's position from where the one before has put it, so that none can
 * be committed unless all before it are, and none twice. When one is refused, those behind it are
 * refused, too; then it is cut in halves until the rows are alone that are wrong. Used by one
 * thread; to be closed.
 */
final class Loader implements AutoCloseable {

  private static final int MAX_IN_FLIGHT = 3;

  /** Is told of what is committed. */
  interface Listener {
    /** After a transaction: where the import is, and what was wrong in it. */
    void committed(Position position, long bytesRead, List<RowProblem> problems);
  }

  private final Connection connection;
  private final RowForms forms;
  private final RejectFile rejects;
  private final Limits limits;
  private final Listener listener;
  private final Deque<Sent> inFlight = new ArrayDeque<>();
  private Fingerprint fingerprint;
  private Position last;
  private Batch batch = new Batch();

  /** A batch on its way. */
  private record Sent(
      Batch batch,
      Position start,
      Fingerprint before,
      Position end,
      long bytesRead,
      CompletableFuture<TxReport> report) {}

  /**
   * Goes on from a position.
   *
   * @param fingerprint of what was read up to there; taken over
   */
  Loader(
      Connection connection,
      RowForms forms,
      RejectFile rejects,
      Limits limits,
      Position position,
      Fingerprint fingerprint,
      Listener listener) {
    this.connection = connection;
    this.forms = forms;
    this.rejects = rejects;
    this.limits = limits;
    this.last = position;
    this.fingerprint = fingerprint;
    this.listener = listener;
  }

  /** Adds a row, whose columns were met. */
  void add(Row row, long bytesRead) throws IOException {
    boolean isAlone = RowForms.isTransaction(row);
    if (batch.size() >= limits.batchRows()
        || batch.chars() >= limits.batchChars()
        || isAlone
        || forms.repeats(row)) {
      flush(bytesRead);
    }
    batch.add(row, forms.form(row));
    if (isAlone) {
      flush(bytesRead);
    }
  }

  /** Sends what was added, and waits until all of it is committed. */
  Position drain(long bytesRead) throws IOException {
    flush(bytesRead);
    while (!inFlight.isEmpty()) {
      settle(inFlight.remove());
    }
    return last;
  }

  /** Waits for what is on its way, whatever comes of it: nothing is written after the end. */
  @Override
  public void close() {
    for (Sent sent : inFlight) {
      sent.report().handle((report, failure) -> true).join();
    }
    inFlight.clear();
  }

  private void flush(long bytesRead) throws IOException {
    if (batch.size() > 0) {
      if (inFlight.size() == MAX_IN_FLIGHT) {
        settle(inFlight.remove());
      }
      send(batch, bytesRead);
      batch = new Batch();
    }
    forms.begin();
  }

  private void send(Batch sent, long bytesRead) throws IOException {
    Position start = last;
    Fingerprint before = fingerprint.copy();
    for (Row row : sent.rows()) {
      fingerprint.add(row.text());
    }
    List<Row> rejected = sent.rejectedRows();
    long rejectBytes =
        rejected.isEmpty() ? start.rejectBytes() : rejects.add(rejected, sent.problems());
    last = new Position(
        start.id(),
        start.rows() + sent.size(),
        start.rejected() + rejected.size(),
        rejectBytes,
        fingerprint.hex(),
        false);
    inFlight.add(new Sent(
        sent,
        start,
        before,
        last,
        bytesRead,
        connection.transactAsync(sent.transaction(start.to(last)))));
  }

  private void settle(Sent sent) throws IOException {
    if (refusal(sent) == null) {
      committed(sent);
      return;
    }
    List<Sent> behind = new ArrayList<>(inFlight);
    inFlight.clear();
    behind.forEach(Loader::refusal);
    last = sent.start();
    fingerprint = sent.before();
    rejects.truncate(last.rejectBytes());
    split(sent);
    for (Sent again : behind) {
      sendAndSettle(again.batch(), again.bytesRead());
    }
  }

  private void committed(Sent sent) {
    listener.committed(sent.end(), sent.bytesRead(), sent.batch().problems());
    if (sent.end().rejected() > limits.maxErrors()) {
      throw ImportException.of(
          "too many rows are wrong; what was right is imported, and a larger limit goes on",
          "wrong",
          sent.end().rejected(),
          "limit",
          limits.maxErrors());
    }
  }

  private void sendAndSettle(Batch again, long bytesRead) throws IOException {
    send(again, bytesRead);
    settle(inFlight.remove());
  }

  /** Commits the rows of a batch that was refused, but for those that are refused alone. */
  private void split(Sent sent) throws IOException {
    Deque<List<Row>> parts = new ArrayDeque<>();
    halve(sent.batch().rows(), parts);
    while (!parts.isEmpty()) {
      List<Row> part = parts.pop();
      Fingerprint before = fingerprint.copy();
      Position start = last;
      DfdbException refusal = commit(rebuilt(part), sent.bytesRead());
      if (refusal != null) {
        last = start;
        fingerprint = before;
        rejects.truncate(start.rejectBytes());
        if (part.size() > 1) {
          halve(part, parts);
        } else {
          reject(part.get(0), refusal, sent.bytesRead());
        }
      }
    }
  }

  private static void halve(List<Row> rows, Deque<List<Row>> parts) {
    int middle = rows.size() / 2;
    parts.push(rows.subList(middle, rows.size()));
    if (middle > 0) {
      parts.push(rows.subList(0, middle));
    }
  }

  private Batch rebuilt(List<Row> rows) {
    forms.begin();
    Batch again = new Batch();
    for (Row row : rows) {
      again.add(row, forms.form(row));
    }
    return again;
  }

  private void reject(Row row, DfdbException refusal, long bytesRead) throws IOException {
    Batch rejected = new Batch();
    rejected.add(row, row.problem(refusal.getMessage()));
    if (commit(rejected, bytesRead) != null) {
      throw ImportException.because(
          refusal, "the import can't go on: another one of its name is perhaps running");
    }
  }

  private @Nullable DfdbException commit(Batch part, long bytesRead) throws IOException {
    send(part, bytesRead);
    Sent sent = inFlight.remove();
    DfdbException refusal = refusal(sent);
    if (refusal == null) {
      committed(sent);
    }
    return refusal;
  }

  /** Waits for a transaction. Null if it was committed; what it says if it was refused. */
  private static @Nullable DfdbException refusal(Sent sent) {
    try {
      sent.report().join();
      return null;
    } catch (CompletionException failure) {
      Throwable cause = failure.getCause();
      if (cause instanceof LimitExceededException limit) {
        return limit;
      }
      if (cause instanceof StorageException || cause instanceof ContentionException) {
        throw (DfdbException) cause;
      }
      if (cause instanceof DfdbException refusal) {
        return refusal;
      }
      if (cause instanceof IllegalArgumentException wrong) {
        return ImportException.because(wrong, "no transaction", "reason", wrong.getMessage());
      }
      throw failure;
    }
  }
}

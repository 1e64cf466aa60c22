package dev.dfdb.internal.exchange.load;

import dev.dfdb.Connection;
import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.ImportException;
import dev.dfdb.exchange.mapping.InferredColumn;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.RowProblem;
import dev.dfdb.exchange.mapping.Source;
import dev.dfdb.internal.exchange.read.Row;
import dev.dfdb.internal.exchange.read.RowReader;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of an import: from finding its position to the end of the text. Used by one thread. */
public final class Load {

  private static final int DROPPED_AT_ONCE = 5_000;

  /**
   * What is to be imported, and how.
   *
   * @param rejects where rows go that are wrong; null for nowhere
   * @param sampleRows how many rows types are found out from
   * @param maxChars how long a row may be
   * @param restarts whether to begin anew
   * @param keepsOrigins whether entities keep the names they have in the import
   */
  public record Order(
      Source source,
      Format format,
      Dialect dialect,
      Mapping mapping,
      Limits limits,
      @Nullable Path rejects,
      int sampleRows,
      int maxChars,
      boolean restarts,
      boolean keepsOrigins) {}

  /** What a run did: as {@link dev.dfdb.exchange.ImportReport} has it. */
  public record Outcome(long rows, long before, long rejected, List<InferredColumn> inferred) {}

  /** Is told how far it has come. */
  public interface Listener {
    /** After each transaction. */
    void committed(
        long rows, long before, long rejected, long bytesRead, List<RowProblem> problems);
  }

  private final Connection connection;
  private final Order order;
  private final Listener listener;
  private final Consumer<List<InferredColumn>> onInferred;
  private final Targets targets;

  /** Prepares a run. */
  public Load(
      Connection connection,
      Order order,
      Listener listener,
      Consumer<List<InferredColumn>> onInferred) {
    this.connection = connection;
    this.order = order;
    this.listener = listener;
    this.onInferred = onInferred;
    this.targets = new Targets(connection, order.mapping(), order.format());
  }

  /** Imports what is not imported yet. */
  public Outcome run() throws IOException {
    String name = order.source().name();
    boolean hasBegun = Position.hasBegun(connection.db(), name);
    try (SampledRows rows = open()) {
      new NamedColumns(order.mapping(), rows.columns(), rows.sample()).check();
      try (RejectFile rejects = new RejectFile(order, rows.columns(), hasBegun)) {
        Position position = Position.of(connection, name);
        if (order.restarts()) {
          position = moved(position, position.restarted());
        }
        Outcome outcome = run(rows, position, rejects);
        return outcome != null ? outcome : again(position, rejects);
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    }
  }

  private SampledRows open() throws IOException {
    return new SampledRows(
        RowReader.open(order.source(), order.format(), order.dialect(), order.maxChars()),
        order.sampleRows());
  }

  /** Another text has taken the place of one that was imported: it is imported as a new one. */
  private Outcome again(Position position, RejectFile rejects) throws IOException {
    try (SampledRows rows = open()) {
      Outcome outcome = run(rows, moved(position, position.restarted()), rejects);
      if (outcome == null) {
        throw new IllegalStateException("an import can begin at its beginning");
      }
      return outcome;
    }
  }

  private Position moved(Position from, Position to) {
    connection.transact(from.to(to));
    return to;
  }

  /** Null if the text is another than the one that is imported already. */
  private @Nullable Outcome run(SampledRows rows, Position position, RejectFile rejects)
      throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(rows.heading());
    if (!skip(rows, position, fingerprint)) {
      if (position.done()) {
        return null;
      }
      throw ImportException.of(
          "the text is not the one whose import was interrupted; restart it, or name it otherwise",
          "name",
          order.source().name(),
          "rows read",
          position.rows());
    }
    rejects.truncate(position.rejectBytes());
    Position end = load(rows, position, rejects, fingerprint);
    finish(end, position);
    return new Outcome(end.rows(), position.rows(), end.rejected(), targets.inferred());
  }

  /** Reads what was imported before. Whether it is what it was. */
  private static boolean skip(SampledRows rows, Position position, Fingerprint fingerprint)
      throws IOException {
    for (long i = 0; i < position.rows(); i++) {
      Row row = rows.next();
      if (row == null) {
        return false;
      }
      fingerprint.add(row.text());
    }
    return position.rows() == 0 || fingerprint.hex().equals(position.digest());
  }

  private Position load(
      SampledRows rows, Position position, RejectFile rejects, Fingerprint fingerprint)
      throws IOException {
    if (order.format() != Format.EDN) {
      targets.meet(rows.sample());
    }
    rows.forgetSample();
    onInferred.accept(targets.inferred());
    RowForms forms = new RowForms(targets, order.mapping(), order.source().name() + "/");
    try (Loader loader = new Loader(
        connection,
        forms,
        rejects,
        order.limits(),
        position,
        fingerprint,
        (at, bytes, problems) ->
            listener.committed(at.rows(), position.rows(), at.rejected(), bytes, problems))) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        add(row, loader, rows);
      }
      return loader.drain(rows.bytesRead());
    }
  }

  private void add(Row row, Loader loader, SampledRows rows) throws IOException {
    boolean isEdn = order.format() == Format.EDN;
    if (!(isEdn && RowForms.isTransaction(row))) {
      targets.meet(List.of(row));
    }
    loader.add(row, rows.bytesRead());
    if (isEdn && RowForms.isSchema(row)) {
      loader.drain(rows.bytesRead());
      targets.forget();
    }
    if (Thread.currentThread().isInterrupted()) {
      loader.drain(rows.bytesRead());
      throw interrupted(null);
    }
  }

  private static ImportException interrupted(@Nullable Throwable cause) {
    return ImportException.because(cause, "the import was interrupted; run again, it goes on");
  }

  private void finish(Position end, Position before) {
    boolean isNew = !before.done() || end.rows() > before.rows();
    if (isNew && !order.keepsOrigins()) {
      dropOrigins();
    }
    if (isNew) {
      moved(end, end.ended());
    }
  }

  private void dropOrigins() {
    String from = order.source().name() + "/";
    String to = order.source().name() + "0"; // the character behind the slash
    List<Object> forms = new ArrayList<>();
    try (Stream<Datom> datoms = connection.db().indexRange(Position.ORIGIN, from, to)) {
      for (Datom datom : (Iterable<Datom>) datoms::iterator) {
        forms.add(List.of(Keyword.of("db", "retract"), datom.e(), Position.ORIGIN, datom.v()));
        if (forms.size() == DROPPED_AT_ONCE) {
          connection.transact(forms);
          forms = new ArrayList<>();
        }
      }
    }
    if (!forms.isEmpty()) {
      connection.transact(forms);
    }
  }
}

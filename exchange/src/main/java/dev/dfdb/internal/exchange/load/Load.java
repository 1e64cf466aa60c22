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

  /** Takes the place of a row of the sample, whose memory can be used again. */
  private static final Row NOTHING = new Row(0, 0, 0, "", List.of(), null);

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
    void committed(long rows, long rejected, long bytesRead, List<RowProblem> problems);
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
    Position position = Position.of(connection, name);
    if (order.restarts()) {
      position = moved(position, position.restarted());
    }
    try (RejectFile rejects = new RejectFile(order.rejects(), order.format(), order.dialect())) {
      Outcome outcome = run(position, rejects);
      return outcome != null ? outcome : again(position, rejects);
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    }
  }

  /** Another text has taken the place of one that was imported: it is imported as a new one. */
  private Outcome again(Position position, RejectFile rejects) throws IOException {
    Outcome outcome = run(moved(position, position.restarted()), rejects);
    if (outcome == null) {
      throw new IllegalStateException("an import can begin at its beginning");
    }
    return outcome;
  }

  private Position moved(Position from, Position to) {
    connection.transact(from.to(to));
    return to;
  }

  /** Null if the text is another than the one that is imported already. */
  private @Nullable Outcome run(Position position, RejectFile rejects) throws IOException {
    try (RowReader reader =
        RowReader.open(order.source(), order.format(), order.dialect(), order.maxChars())) {
      rejects.columns(reader.columns());
      Fingerprint fingerprint = new Fingerprint();
      fingerprint.add(reader.heading());
      List<Row> sample = new ArrayList<>();
      if (!skip(reader, position, fingerprint, sample)) {
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
      Position end = load(reader, position, rejects, fingerprint, sample);
      finish(end, position);
      return new Outcome(end.rows(), position.rows(), end.rejected(), targets.inferred());
    }
  }

  /** Reads what was imported before; the first rows are kept. Whether it is what it was. */
  private boolean skip(
      RowReader reader, Position position, Fingerprint fingerprint, List<Row> sample)
      throws IOException {
    for (long i = 0; i < position.rows(); i++) {
      Row row = reader.next();
      if (row == null) {
        return false;
      }
      fingerprint.add(row.text());
      if (sample.size() < order.sampleRows()) {
        sample.add(row);
      }
    }
    return position.rows() == 0 || fingerprint.hex().equals(position.digest());
  }

  private Position load(
      RowReader reader,
      Position position,
      RejectFile rejects,
      Fingerprint fingerprint,
      List<Row> sample)
      throws IOException {
    List<Row> ahead = new ArrayList<>();
    for (int i = sample.size(); i < order.sampleRows(); i++) {
      Row row = reader.next();
      if (row == null) {
        break;
      }
      ahead.add(row);
    }
    boolean isEdn = order.format() == Format.EDN;
    if (!isEdn) {
      sample.addAll(ahead);
      targets.meet(sample);
    }
    sample.clear();
    onInferred.accept(targets.inferred());
    RowForms forms = new RowForms(targets, order.mapping(), order.source().name() + "/");
    try (Loader loader = new Loader(
        connection,
        forms,
        rejects,
        order.limits(),
        position,
        fingerprint,
        (at, bytes, problems) -> listener.committed(at.rows(), at.rejected(), bytes, problems))) {
      for (int i = 0; i < ahead.size(); i++) {
        add(ahead.set(i, NOTHING), loader, reader);
      }
      for (Row row = reader.next(); row != null; row = reader.next()) {
        add(row, loader, reader);
      }
      return loader.drain(reader.bytesRead());
    }
  }

  private void add(Row row, Loader loader, RowReader reader) throws IOException {
    boolean isEdn = order.format() == Format.EDN;
    if (!(isEdn && RowForms.isTransaction(row))) {
      targets.meet(List.of(row));
    }
    loader.add(row, reader.bytesRead());
    if (isEdn && RowForms.isSchema(row)) {
      loader.drain(reader.bytesRead());
      targets.forget();
    }
    if (Thread.currentThread().isInterrupted()) {
      loader.drain(reader.bytesRead());
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

package dev.dfdb.exchange;

import dev.dfdb.Connection;
import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.ImportException;
import dev.dfdb.exchange.mapping.InferredColumn;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.MappingException;
import dev.dfdb.exchange.mapping.RowProblem;
import dev.dfdb.exchange.mapping.Source;
import dev.dfdb.internal.exchange.load.Limits;
import dev.dfdb.internal.exchange.load.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports a text into a database, in memory that does not grow with the text.
 *
 * <pre>{@code
 * ImportReport report = Importer.of(Source.file(Path.of("people.csv")))
 *     .mapping(Mapping.inferred("person").withKey("email"))
 *     .rejects(Path.of("people.rejected.csv"))
 *     .run(connection);
 * }</pre>
 *
 * <p>Rows go in by batches, each a transaction that also says how far the import has come, under
 * the name of the source. So an import that was interrupted, even by the end of the process, goes
 * on when it is run again, and each row is there once. Run again after its end, it does nothing,
 * imports what was added to the text, or, if the text is another, all of it.
 *
 * <p>A row that can't be read, has a value that does not fit, or is refused by the database does
 * not keep the others from being imported; it is reported and, if so wanted, written to a file.
 *
 * <p>Immutable: methods that say how to import give another importer.
 */
public final class Importer {

  private static final int BATCH_ROWS = 1_000;
  private static final int BATCH_CHARS = 1 << 19;
  private static final int SAMPLE_ROWS = 1_000;
  private static final int MAX_ROW_CHARS = 1 << 24;

  private final Load.Order order;
  private final Consumer<ImportProgress> onProgress;
  private final Consumer<RowProblem> onProblem;
  private final Consumer<List<InferredColumn>> onInferred;

  private Importer(
      Load.Order order,
      Consumer<ImportProgress> onProgress,
      Consumer<RowProblem> onProblem,
      Consumer<List<InferredColumn>> onInferred) {
    this.order = order;
    this.onProgress = onProgress;
    this.onProblem = onProblem;
    this.onInferred = onInferred;
  }

  /**
   * Imports a source in the format that its name tells, every column to an attribute of the
   * namespace {@code row}.
   *
   * @throws MappingException if the name does not tell the format
   */
  public static Importer of(Source source) {
    return of(source, Format.ofName(source.name()));
  }

  /** Imports a source, every column to an attribute of the namespace {@code row}. */
  public static Importer of(Source source, Format format) {
    Dialect dialect =
        source.name().endsWith(".tsv") ? Dialect.DEFAULT.separatedBy('\t') : Dialect.DEFAULT;
    Load.Order order = new Load.Order(
        source,
        format,
        dialect,
        Mapping.inferred("row"),
        new Limits(BATCH_ROWS, BATCH_CHARS, Long.MAX_VALUE),
        null,
        SAMPLE_ROWS,
        MAX_ROW_CHARS,
        false,
        false);
    return new Importer(order, progress -> {}, problem -> {}, inferred -> {});
  }

  private Importer with(
      Dialect dialect,
      Mapping mapping,
      Limits limits,
      @Nullable Path rejects,
      int sampleRows,
      boolean restarts,
      boolean keepsOrigins) {
    return new Importer(
        new Load.Order(
            order.source(),
            order.format(),
            dialect,
            mapping,
            limits,
            rejects,
            sampleRows,
            order.maxChars(),
            restarts,
            keepsOrigins),
        onProgress,
        onProblem,
        onInferred);
  }

  private Importer with(Mapping mapping, Limits limits, @Nullable Path rejects) {
    return with(
        order.dialect(),
        mapping,
        limits,
        rejects,
        order.sampleRows(),
        order.restarts(),
        order.keepsOrigins());
  }

  private Importer with(int sampleRows, boolean restarts, boolean keepsOrigins) {
    return with(
        order.dialect(),
        order.mapping(),
        order.limits(),
        order.rejects(),
        sampleRows,
        restarts,
        keepsOrigins);
  }

  /** How the CSV is written; without it, as {@link Dialect#DEFAULT}, with tabs in {@code .tsv}. */
  public Importer dialect(Dialect dialect) {
    return with(
        dialect,
        order.mapping(),
        order.limits(),
        order.rejects(),
        order.sampleRows(),
        order.restarts(),
        order.keepsOrigins());
  }

  /** Which column goes to which attribute, and how. */
  public Importer mapping(Mapping mapping) {
    return with(mapping, order.limits(), order.rejects());
  }

  /**
   * Writes rows that are wrong to a file, in the format of the source and with the reason.
   *
   * @param file made where it is missing; an import that goes on adds to it, and one that begins
   *     anew writes it anew. Anything else that is there is not touched: the import does not begin
   */
  public Importer rejects(Path file) {
    return with(order.mapping(), order.limits(), file);
  }

  /**
   * Gives up when more rows are wrong; without it, never. What is right is imported up to there,
   * and the import goes on when it is run with a larger number.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Importer maxErrors(long rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("a number of rows is not negative: " + rows);
    }
    Limits limits = order.limits();
    return with(
        order.mapping(),
        new Limits(limits.batchRows(), limits.batchChars(), rows),
        order.rejects());
  }

  /**
   * How many rows go into a transaction at most; without it, {@value #BATCH_ROWS}. Long rows are
   * fewer.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Importer batchRows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a transaction has a row at least, not " + rows);
    }
    Limits limits = order.limits();
    return with(
        order.mapping(),
        new Limits(rows, limits.batchChars(), limits.maxErrors()),
        order.rejects());
  }

  /**
   * From how many rows types are found out; without it, {@value #SAMPLE_ROWS}. They are held in
   * memory.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Importer sampleRows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a sample has a row at least, not " + rows);
    }
    return with(rows, order.restarts(), order.keepsOrigins());
  }

  /** Begins at the first row, whatever was imported under this name before. */
  public Importer restart() {
    return with(order.sampleRows(), true, order.keepsOrigins());
  }

  /**
   * Leaves to entities the names they have in the text, as {@code :dfdb.import/origin}, so that
   * rows which are added to the text can refer to them.
   */
  public Importer keepOrigins() {
    return with(order.sampleRows(), order.restarts(), true);
  }

  /** Calls somebody after each transaction, on the thread of the import. */
  public Importer onProgress(Consumer<ImportProgress> listener) {
    return new Importer(order, listener, onProblem, onInferred);
  }

  /** Calls somebody with every row that is wrong, on the thread of the import. */
  public Importer onProblem(Consumer<RowProblem> listener) {
    return new Importer(order, onProgress, listener, onInferred);
  }

  /** Calls somebody with what was found out about columns, before the first row is imported. */
  public Importer onInferred(Consumer<List<InferredColumn>> listener) {
    return new Importer(order, onProgress, onProblem, listener);
  }

  /**
   * Imports. Others can transact meanwhile.
   *
   * @throws MappingException if the mapping names a column that the text does not have, or does not
   *     allow for one that it has
   * @throws ImportException if the import can't begin or go on, too many rows are wrong, or the
   *     thread is interrupted
   * @throws IOException if the source or the file of rejected rows fails
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public ImportReport run(Connection connection) throws IOException {
    List<RowProblem> problems = new ArrayList<>();
    Load.Listener listener = (rows, before, rejected, bytesRead, wrong) -> {
      for (RowProblem problem : wrong) {
        if (problems.size() < ImportReport.MAX_PROBLEMS) {
          problems.add(problem);
        }
        onProblem.accept(problem);
      }
      onProgress.accept(
          new ImportProgress(rows, before, rejected, bytesRead, order.source().size()));
    };
    Load.Outcome outcome = new Load(connection, order, listener, onInferred).run();
    return new ImportReport(
        order.source().name(),
        outcome.rows(),
        outcome.before(),
        outcome.rejected(),
        problems,
        outcome.inferred());
  }
}

package dev.dfdb.exchange;

import dev.dfdb.AttributeInfo;
import dev.dfdb.Db;
import dev.dfdb.Log;
import dev.dfdb.QueryResult;
import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.MappingException;
import dev.dfdb.internal.exchange.write.Export;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Exports what a database value shows: all of it at one t, whatever is transacted meanwhile, in
 * memory that does not grow with it.
 *
 * <pre>{@code
 * Exporter.of(connection.db()).having(":person/email").to(Path.of("people.csv"));
 * }</pre>
 *
 * <p>As EDN, the entities are maps, and those of the schema come first; as CSV and JSON lines, they
 * are rows with a column {@code db/id}, and {@link #mapping} says what an {@link Importer} needs to
 * know to read them as what they are. References are ids, or idents where there are any; an import
 * makes of them references to the entities that the same rows become there. Composite tuples are
 * left out, as they come of their parts. References within tuples stay numbers of this database.
 * The past and the dimensions of time are in {@link #transactions} alone.
 *
 * <p>Immutable: methods that say what to export give another exporter.
 */
public final class Exporter {

  private final Db db;
  private final @Nullable Keyword having;
  private final @Nullable List<Keyword> chosen;
  private final Dialect dialect;
  private final LongConsumer onProgress;

  private Exporter(
      Db db,
      @Nullable Keyword having,
      @Nullable List<Keyword> chosen,
      Dialect dialect,
      LongConsumer onProgress) {
    this.db = db;
    this.having = having;
    this.chosen = chosen;
    this.dialect = dialect;
    this.onProgress = onProgress;
  }

  /** Exports all entities, with all their attributes. */
  public static Exporter of(Db db) {
    return new Exporter(db, null, null, Dialect.DEFAULT, rows -> {});
  }

  /** Exports only entities that have an attribute. */
  public Exporter having(String attribute) {
    return new Exporter(db, Keyword.of(attribute), chosen, dialect, onProgress);
  }

  /** Exports only some attributes, in CSV in this order. */
  public Exporter attributes(String... names) {
    return attributes(Arrays.asList(names));
  }

  /** Exports only some attributes, in CSV in this order. */
  public Exporter attributes(List<String> names) {
    List<Keyword> keywords = new ArrayList<>();
    names.forEach(name -> keywords.add(Keyword.of(name)));
    return new Exporter(db, having, keywords, dialect, onProgress);
  }

  /** How CSV is written. */
  public Exporter dialect(Dialect given) {
    return new Exporter(db, having, chosen, given, onProgress);
  }

  /** Calls somebody with the number of rows written, now and then and in the end. */
  public Exporter onProgress(LongConsumer listener) {
    return new Exporter(db, having, chosen, dialect, listener);
  }

  private Export export() {
    return new Export(db, having, chosen, dialect, onProgress);
  }

  /**
   * The mapping by which an import reads the CSV or JSON lines of this export as what they are.
   *
   * @throws MappingException if there is no such attribute
   */
  public Mapping mapping() throws IOException {
    return export().mapping();
  }

  /** The attributes that the rows have, as columns of CSV and members of JSON. */
  public List<AttributeInfo> columns() throws IOException {
    return export().columns();
  }

  /**
   * Writes entities to a file in the format that its name tells. The file is there when all is
   * written.
   *
   * @return how many there are
   * @throws MappingException if the name does not tell the format, or there is no such attribute
   */
  public long to(Path file) throws IOException {
    Format format = Format.ofName(file.toString());
    return WholeFile.write(file, out -> to(out, format));
  }

  /**
   * Writes entities as UTF-8.
   *
   * @param out not closed
   * @return how many there are
   * @throws MappingException if there is no such attribute
   */
  public long to(OutputStream out, Format format) throws IOException {
    Writer writer = writer(out);
    long rows = export().entities(writer, format);
    writer.flush();
    return rows;
  }

  /**
   * Writes the rows of an answer as UTF-8: fields in CSV, members in JSON, and maps in EDN.
   *
   * @param result whose columns name the fields
   * @param out not closed
   * @return how many there are
   */
  public long rows(QueryResult result, OutputStream out, Format format) throws IOException {
    Writer writer = writer(out);
    long rows = export().rows(result, writer, format);
    writer.flush();
    return rows;
  }

  /**
   * Writes what a pattern gives of entities that have an attribute, as maps in EDN or objects in
   * JSON.
   *
   * @param pattern as for {@link Db#pull}
   * @param out not closed
   * @return how many there are
   * @throws MappingException for CSV, and without {@link #having}
   */
  public long pulled(Object pattern, OutputStream out, Format format) throws IOException {
    Writer writer = writer(out);
    long rows = export().pulled(pattern, writer, format);
    writer.flush();
    return rows;
  }

  /**
   * Writes the transactions of a log as EDN, each a map of {@code :tx-data}, so that an import into
   * an empty database has the same past: the same assertions and retractions in the same order, at
   * times of its own.
   *
   * @param log of the same connection as the database
   * @param out not closed
   * @return how many there are
   */
  public long transactions(Log log, OutputStream out) throws IOException {
    Writer writer = writer(out);
    long rows = export().transactions(log, writer);
    writer.flush();
    return rows;
  }

  private static Writer writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }
}

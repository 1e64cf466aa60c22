package dev.dfdb.internal.exchange.write;

import dev.dfdb.AttributeInfo;
import dev.dfdb.Db;
import dev.dfdb.Log;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.QueryResult;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.MappingException;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One export. Used by one thread. */
public final class Export {

  private static final int TOLD_EVERY = 1_000;
  private static final int PULLED_AT_ONCE = 500;

  private final Db db;
  private final @Nullable Keyword having;
  private final @Nullable List<Keyword> chosen;
  private final Dialect dialect;
  private final LongConsumer onProgress;
  private long written;

  /** Prepares an export. */
  public Export(
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

  private EntityRows entityRows() {
    return new EntityRows(db, having, chosen);
  }

  /** The attributes that the rows have. */
  public List<AttributeInfo> columns() throws IOException {
    return entityRows().columns();
  }

  /** How an import reads the rows. */
  public Mapping mapping() throws IOException {
    EntityRows rows = entityRows();
    return rows.mapping(rows.columns());
  }

  /** Writes entities. */
  public long entities(Writer out, Format format) throws IOException {
    EntityRows rows = entityRows();
    switch (format) {
      case CSV ->
        rows.write(told(new CsvWriter(out, dialect, EntityRows.names(rows.columns()))), true);
      case JSON_LINES -> {
        JsonWriter json = new JsonWriter(out);
        rows.write(told(json), true);
        json.end();
      }
      case EDN -> rows.writeAll(told(new EdnWriter(out)));
    }
    return ended();
  }

  private RowWriter told(RowWriter writer) {
    return row -> {
      writer.write(row);
      tell();
    };
  }

  private void tell() {
    if (++written % TOLD_EVERY == 0) {
      onProgress.accept(written);
    }
  }

  private long ended() {
    onProgress.accept(written);
    return written;
  }

  /** Writes the rows of an answer. */
  public long rows(QueryResult result, Writer out, Format format) throws IOException {
    List<String> names = new ArrayList<>();
    for (Object column : result.columns()) {
      String name = column.toString();
      names.add(name.startsWith("?") || name.startsWith(":") ? name.substring(1) : name);
    }
    JsonWriter json = format == Format.JSON_LINES ? new JsonWriter(out) : null;
    RowWriter writer = told(
        json != null
            ? json
            : format == Format.CSV ? new CsvWriter(out, dialect, names) : new EdnWriter(out));
    for (List<@Nullable Object> row : result) {
      Map<String, RowWriter.Field> fields = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        Object value = row.get(i);
        if (value != null) {
          fields.put(names.get(i), new RowWriter.Field(value, null, false));
        }
      }
      writer.write(fields);
    }
    if (json != null) {
      json.end();
    }
    return ended();
  }

  /** Writes what a pattern gives. */
  public long pulled(Object pattern, Writer out, Format format) throws IOException {
    if (having == null || format == Format.CSV) {
      throw MappingException.of(
          "a pull pattern is exported as EDN or JSON lines, of entities that have an attribute",
          "format",
          format,
          "having",
          having);
    }
    JsonWriter json = format == Format.JSON_LINES ? new JsonWriter(out) : null;
    EdnWriter edn = new EdnWriter(out);
    try (Stream<Datom> datoms = db.datoms(Index.AEVT, having)) {
      List<Object> ids = new ArrayList<>();
      for (Datom datom : (Iterable<Datom>) datoms::iterator) {
        Object last = ids.isEmpty() ? null : ids.get(ids.size() - 1);
        if (!Long.valueOf(datom.e()).equals(last)) {
          if (ids.size() == PULLED_AT_ONCE) {
            pull(pattern, ids, json, edn);
            ids.clear();
          }
          ids.add(datom.e());
        }
      }
      pull(pattern, ids, json, edn);
    }
    if (json != null) {
      json.end();
    }
    return ended();
  }

  private void pull(Object pattern, List<Object> ids, @Nullable JsonWriter json, EdnWriter edn)
      throws IOException {
    for (Map<Object, Object> pulled : db.pullMany(pattern, ids)) {
      if (pulled != null) {
        if (json != null) {
          json.writeMap(pulled);
        } else {
          edn.writeForm(pulled);
        }
        tell();
      }
    }
  }

  /** Writes transactions. */
  public long transactions(Log log, Writer out) throws IOException {
    LogRows rows = new LogRows(db);
    EdnWriter writer = new EdnWriter(out);
    try (Stream<LoggedTransaction> transactions = log.txRange(null, null)) {
      for (LoggedTransaction transaction : (Iterable<LoggedTransaction>) transactions::iterator) {
        if (rows.write(transaction, writer)) {
          tell();
        }
      }
    }
    return ended();
  }
}

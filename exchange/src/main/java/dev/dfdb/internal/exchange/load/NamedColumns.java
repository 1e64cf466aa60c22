package dev.dfdb.internal.exchange.load;

import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.MappingException;
import dev.dfdb.internal.exchange.read.Cell;
import dev.dfdb.internal.exchange.read.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds the columns that a mapping names against those of the text, before anything is written: a
 * misspelt key would reject every row, and another misspelt name leave its column to be inferred.
 */
final class NamedColumns {

  private final Mapping mapping;
  private final boolean areAll;
  private final Set<String> met = new LinkedHashSet<>();

  /**
   * Looks at a text.
   *
   * @param heading the names of all columns; empty where the text does not say them
   * @param sample the first rows
   */
  NamedColumns(Mapping mapping, List<String> heading, List<Row> sample) {
    this.mapping = mapping;
    this.areAll = !heading.isEmpty();
    met.addAll(heading);
    if (!areAll) {
      for (Row row : sample) {
        if (!RowForms.isTransaction(row) && !RowForms.isSchema(row)) {
          row.cells().stream().map(Cell::name).map(NamedColumns::plain).forEach(met::add);
        }
      }
    }
  }

  /**
   * Checks every name.
   *
   * @throws MappingException for a column that the text does not have
   */
  void check() {
    if (met.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Column> named : mapping.columns().entrySet()) {
      String name = areAll ? named.getKey() : plain(named.getKey());
      if (!met.contains(name)) {
        check(named.getKey(), named.getValue());
      }
    }
  }

  /** Rows without a heading may have a column further on; but none that every row needs. */
  private void check(String name, Column column) {
    List<String> unnamed = new ArrayList<>(met);
    mapping.columns().keySet().forEach(named -> {
      unnamed.remove(named);
      unnamed.remove(plain(named));
    });
    String similar = SimilarNames.nearest(plain(name), unnamed);
    boolean isNeeded = areAll
        ? column.use() != Column.Use.IGNORED && column.absent() == null
        : column.identity() && !hasOrigins();
    if (similar != null) {
      throw MappingException.of(
          "the text has no such column", "column", name, "perhaps", similar, "columns", met);
    }
    if (isNeeded) {
      throw MappingException.of("the text has no such column", "column", name, "columns", met);
    }
  }

  /** Rows that have names of their own need no key. */
  private boolean hasOrigins() {
    return met.contains("db/id")
        || mapping.columns().entrySet().stream()
            .anyMatch(named ->
                named.getValue().use() == Column.Use.ORIGIN && met.contains(plain(named.getKey())));
  }

  /** EDN writes names as keywords. */
  private static String plain(String name) {
    return name.startsWith(":") ? name.substring(1) : name;
  }
}

package dev.dfdb.internal.entities;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads entities of one type into rows: attribute by attribute where there are many, each attribute
 * in one walk over it, or entity by entity. Belongs to one thread.
 */
final class RowReader {

  private final Resolution resolution;
  private final Decoding decoding;

  RowReader(Resolution resolution, Decoding decoding) {
    this.resolution = resolution;
    this.decoding = decoding;
  }

  /** Reads every attribute in one walk. */
  void readColumns(Rows rows) {
    Composition type = rows.type();
    for (int place = 0; place < type.fields().size(); place++) {
      int column = place;
      walk(
          rows,
          resolution.id(type.fields().get(place)),
          (row, v) -> decoding.put(type, column, rows.row(row), v));
    }
    walk(rows, resolution.id(type.extra()), (row, v) -> rows.setExtra(row, (Long) v));
  }

  /** Takes a value of a row. */
  interface Taking {
    void take(int row, Object v);
  }

  /** Walks over an attribute, for those of its entities that have a row. */
  void walk(Rows rows, long attribute, Taking taking) {
    if (attribute == Resolution.NONE || rows.size() == 0) {
      return;
    }
    try (Stream<Datom> datoms = resolution.db().datoms(Index.AEVT, attribute)) {
      datoms.forEach(new Merge(rows, taking));
    }
  }

  /** Follows the datoms of an attribute, which come in the order of entities, with the rows. */
  private static final class Merge implements Consumer<Datom> {

    private final Rows rows;
    private final Taking taking;
    private int row;

    Merge(Rows rows, Taking taking) {
      this.rows = rows;
      this.taking = taking;
    }

    @Override
    public void accept(Datom datom) {
      long e = datom.e();
      while (row < rows.size() && rows.id(row) < e) {
        row++;
      }
      if (row < rows.size() && rows.id(row) == e) {
        taking.take(row, datom.v());
      }
    }
  }

  /** Reads one entity after the other. */
  void readEach(Rows rows) {
    Composition type = rows.type();
    List<Field> fields = type.fields();
    Map<Long, Integer> places = new HashMap<>();
    for (int place = 0; place < fields.size(); place++) {
      places.put(resolution.id(fields.get(place)), place);
    }
    long extra = resolution.id(type.extra());
    for (int row = 0; row < rows.size(); row++) {
      for (Datom datom : StoredForms.datoms(resolution.db(), rows.id(row))) {
        Integer place = places.get(datom.a());
        if (place != null) {
          decoding.put(type, place, rows.row(row), datom.v());
        } else if (datom.a() == extra) {
          rows.setExtra(row, (Long) datom.v());
        }
      }
    }
  }
}

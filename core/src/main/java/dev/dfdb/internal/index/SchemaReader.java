package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.storage.ReadView;
import java.util.ArrayList;
import java.util.List;

/** Reads the schema out of the datoms that make it. */
public final class SchemaReader {

  private SchemaReader() {}

  /** The schema of the state that {@code view} shows, whose root is given. */
  public static Schema read(ReadView view, Root root) {
    DatabaseValue builtin = DatabaseValue.present(view, Schema.BUILTIN, root);
    List<Datom> datoms = new ArrayList<>();
    for (long a : Declarations.ATTRIBUTES) {
      try (DatomCursor cursor = builtin.scan(Index.AEVT, DatomSource.NONE, a, null)) {
        while (cursor.next()) {
          datoms.add(new Datom(cursor.e(), cursor.a(), cursor.v(), cursor.tx(), true));
        }
      }
    }
    return Schema.BUILTIN.with(datoms);
  }
}

package dev.dfdb.internal.exchange.write;

import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.ColumnType;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows in a format. Used by one thread. */
interface RowWriter {

  /**
   * A value of a row.
   *
   * @param value a value, an {@link EntityRef}, or a list of them
   * @param type how to write it; null as what it is
   */
  record Field(Object value, @Nullable ColumnType type, boolean many) {}

  /**
   * Another entity.
   *
   * @param ident its name, if it has one
   */
  record EntityRef(long id, @Nullable Keyword ident) {}

  /** Writes a row. */
  void write(Map<String, Field> row) throws IOException;
}

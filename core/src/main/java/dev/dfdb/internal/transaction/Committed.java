package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.internal.index.Perspective;
import java.util.List;
import java.util.Map;

/**
 * What became of a transaction that was committed, or evaluated for what would become of it.
 *
 * @param before the database before it
 * @param after the database after it
 * @param datoms its datoms, that of its time first
 * @param tempids the ids of the tempids the user chose, by string or negative number
 */
public record Committed(
    Perspective before, Perspective after, List<Datom> datoms, Map<Object, Long> tempids) {

  /** Its number. */
  public long t() {
    return after.root().t();
  }
}

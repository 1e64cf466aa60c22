package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import java.util.List;

/**
 * A transaction that a database value has taken in and that is stored nowhere.
 *
 * @param t its number
 * @param datoms its datoms
 */
public record Speculation(long t, List<Datom> datoms) {

  /** Copies the list. */
  public Speculation {
    datoms = List.copyOf(datoms);
  }
}

package dev.dfdb;

import dev.dfdb.datom.Datom;
import java.time.Instant;
import java.util.List;

/**
 * A transaction as the log holds it.
 *
 * @param t its number
 * @param tx its entity id, on which facts about the transaction itself are kept
 * @param instant its time
 * @param datoms what it asserted and retracted, without what was excised since
 */
public record LoggedTransaction(long t, long tx, Instant instant, List<Datom> datoms) {

  /** Copies the list. */
  public LoggedTransaction {
    datoms = List.copyOf(datoms);
  }
}

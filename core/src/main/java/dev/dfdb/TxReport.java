package dev.dfdb;

import dev.dfdb.datom.Datom;
import java.util.List;
import java.util.Map;

/**
 * What a committed transaction did.
 *
 * @param t its number: 1 for the first, without gaps
 * @param tx its entity id, on which facts about the transaction itself are kept
 * @param txData its datoms, that of its time ({@code :db/txInstant}) first; what changed nothing is
 *     not among them
 * @param tempids the entity ids of the tempids in its forms, by string or negative {@code Long}
 */
public record TxReport(long t, long tx, List<Datom> txData, Map<Object, Long> tempids) {

  /** Copies the collections. */
  public TxReport {
    txData = List.copyOf(txData);
    tempids = Map.copyOf(tempids);
  }

  /**
   * The entity id of one tempid.
   *
   * @throws IllegalArgumentException if the transaction had no such tempid
   */
  public long id(Object tempid) {
    Long id = tempids.get(tempid instanceof Integer number ? (Object) number.longValue() : tempid);
    if (id == null) {
      throw new IllegalArgumentException("the transaction had no tempid " + tempid);
    }
    return id;
  }
}

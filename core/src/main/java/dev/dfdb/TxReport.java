package dev.dfdb;

import dev.dfdb.datom.Datom;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.transaction.Committed;
import java.util.List;
import java.util.Map;

/**
 * What a transaction did, or, of {@link Db#with}, would do.
 *
 * @param dbBefore the database it was evaluated against
 * @param dbAfter the database right after it
 * @param txData its datoms, that of its time ({@code :db/txInstant}) first; what changed nothing is
 *     not among them
 * @param tempids the entity ids of the tempids in its forms, by string or negative {@code Long};
 *     empty in a report that a follower got from the log
 */
public record TxReport(Db dbBefore, Db dbAfter, List<Datom> txData, Map<Object, Long> tempids) {

  /** Copies the collections. */
  public TxReport {
    txData = List.copyOf(txData);
    tempids = Map.copyOf(tempids);
  }

  static TxReport of(Source source, Committed committed) {
    return new TxReport(
        new Db(source, committed.before()),
        new Db(source, committed.after()),
        committed.datoms(),
        committed.tempids());
  }

  /** Its number: 1 for the first, without gaps. */
  public long t() {
    return dbAfter.basisT();
  }

  /** Its entity id, on which facts about the transaction itself are kept. */
  public long tx() {
    return EntityIds.ofTransaction(t());
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

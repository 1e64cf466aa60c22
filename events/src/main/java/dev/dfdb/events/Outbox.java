package dev.dfdb.events;

import dev.dfdb.TxReport;
import java.util.List;

/**
 * What became of a transaction and the messages committed with it.
 *
 * @param transaction the report of the transaction
 * @param appended where the messages stand, for each append in its order
 */
public record Outbox(TxReport transaction, List<Appended> appended) {

  /** Copies the list. */
  public Outbox {
    appended = List.copyOf(appended);
  }
}

package dev.dfdb.conformance.oracle;

import dev.dfdb.TxReport;
import dev.dfdb.datom.Datom;
import java.util.List;
import java.util.Map;

/**
 * What a database says that a transaction did.
 *
 * @param t its number
 * @param datoms all of them
 * @param tempids what each tempid stands for
 */
record Done(long t, List<Datom> datoms, Map<Object, Long> tempids) {

  static Done of(TxReport report) {
    return new Done(report.t(), report.txData(), report.tempids());
  }

  /** The id of the transaction. */
  long tx() {
    return OracleDatabase.tx(t);
  }
}

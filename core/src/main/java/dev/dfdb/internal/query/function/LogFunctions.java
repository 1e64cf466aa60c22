package dev.dfdb.internal.query.function;

import dev.dfdb.internal.index.LogValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that read a log, which is their first argument. */
final class LogFunctions {

  private LogFunctions() {}

  /** {@code (tx-ids ?log start end)}: the transactions from one point in time to another. */
  static List<Long> ids(@Nullable Object[] arguments) {
    return log(arguments[0]).ids(arguments[1], arguments[2]);
  }

  /**
   * {@code (tx-data ?log ?tx)}: rows of entity, attribute, value, transaction and whether added.
   */
  static List<List<Object>> datoms(@Nullable Object[] arguments) {
    Object point = arguments[1];
    if (point == null) {
      throw new IllegalArgumentException("nil is no transaction");
    }
    return log(arguments[0]).datoms(point).stream()
        .map(datom -> List.<Object>of(datom.e(), datom.a(), datom.v(), datom.tx(), datom.added()))
        .toList();
  }

  private static LogValue log(@Nullable Object argument) {
    if (argument instanceof LogValue log) {
      return log;
    }
    throw new IllegalArgumentException(
        "the first argument is a log: ?log in :in, and connection.log() as its input");
  }
}

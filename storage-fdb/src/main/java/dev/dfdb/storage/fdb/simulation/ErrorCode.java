package dev.dfdb.storage.fdb.simulation;

import com.apple.foundationdb.FDBException;

/** The errors of FoundationDB that the simulation shows, with its numbers and texts. */
enum ErrorCode {
  TRANSACTION_TOO_OLD(1007, "Transaction is too old to perform reads or be committed"),
  FUTURE_VERSION(1009, "Request for future version"),
  NOT_COMMITTED(1020, "Transaction not committed due to conflict with another transaction"),
  COMMIT_UNKNOWN_RESULT(1021, "Transaction may or may not have committed"),
  TRANSACTION_CANCELLED(1025, "Operation aborted because the transaction was cancelled"),
  TRANSACTION_TIMED_OUT(1031, "Operation aborted because the transaction timed out"),
  PROCESS_BEHIND(1037, "Storage process does not have recent mutations"),
  KEY_OUTSIDE_LEGAL_RANGE(2003, "Key outside legal range"),
  INVERTED_RANGE(2005, "Range begin key larger than end key"),
  USED_DURING_COMMIT(2017, "Operation issued while a commit was outstanding"),
  TRANSACTION_TOO_LARGE(2101, "Transaction exceeds byte limit"),
  KEY_TOO_LARGE(2102, "Key length exceeds limit"),
  VALUE_TOO_LARGE(2103, "Value length exceeds limit");

  private final int number;
  private final String text;

  ErrorCode(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** A new exception, as the client throws it. */
  FDBException exception() {
    return new FDBException(text, number);
  }

  /** Whether a client may try again after the backoff that conflicts take. */
  static boolean takesBackoff(int number) {
    return number == NOT_COMMITTED.number
        || number == COMMIT_UNKNOWN_RESULT.number
        || number == PROCESS_BEHIND.number;
  }

  /** Whether a client may try again after a short moment. */
  static boolean takesMoment(int number) {
    return number == TRANSACTION_TOO_OLD.number || number == FUTURE_VERSION.number;
  }
}

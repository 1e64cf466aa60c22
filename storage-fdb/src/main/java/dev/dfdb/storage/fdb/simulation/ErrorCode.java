package dev.dfdb.storage.fdb.simulation;

import com.apple.foundationdb.FDBException;

/** The errors of FoundationDB that the simulation shows, with its numbers and texts. */
enum ErrorCode {
  TRANSACTION_TOO_OLD(
      1007, Retry.MOMENT, "Transaction is too old to perform reads or be committed"),
  FUTURE_VERSION(1009, Retry.MOMENT, "Request for future version"),
  NOT_COMMITTED(
      1020, Retry.BACKOFF, "Transaction not committed due to conflict with another transaction"),
  COMMIT_UNKNOWN_RESULT(1021, Retry.BACKOFF, "Transaction may or may not have committed"),
  TRANSACTION_CANCELLED(
      1025, Retry.NONE, "Operation aborted because the transaction was cancelled"),
  TRANSACTION_TIMED_OUT(1031, Retry.NONE, "Operation aborted because the transaction timed out"),
  PROCESS_BEHIND(1037, Retry.BACKOFF, "Storage process does not have recent mutations"),
  DATABASE_LOCKED(1038, Retry.BACKOFF, "Database is locked"),
  CLUSTER_VERSION_CHANGED(1039, Retry.AT_ONCE, "The protocol version of the cluster has changed"),
  COMMIT_PROXY_MEMORY_LIMIT_EXCEEDED(
      1042, Retry.BACKOFF, "CommitProxy commit memory limit exceeded"),
  BATCH_TRANSACTION_THROTTLED(1051, Retry.BACKOFF, "Batch GRV request rate limit exceeded"),
  GRV_PROXY_MEMORY_LIMIT_EXCEEDED(
      1078, Retry.BACKOFF, "GetReadVersion proxy memory limit exceeded"),
  TAG_THROTTLED(1213, Retry.BACKOFF, "Transaction tag is being throttled"),
  PROXY_TAG_THROTTLED(1223, Retry.BACKOFF, "Exceeded maximum proxy tag throttling duration"),
  KEY_OUTSIDE_LEGAL_RANGE(2003, Retry.NONE, "Key outside legal range"),
  INVERTED_RANGE(2005, Retry.NONE, "Range begin key larger than end key"),
  TRANSACTION_TOO_LARGE(2101, Retry.NONE, "Transaction exceeds byte limit"),
  KEY_TOO_LARGE(2102, Retry.NONE, "Key length exceeds limit"),
  VALUE_TOO_LARGE(2103, Retry.NONE, "Value length exceeds limit");

  /** When a client that is told of an error may try again. */
  enum Retry {
    NONE,
    AT_ONCE,
    /** After a short moment. */
    MOMENT,
    /** After a time that grows. */
    BACKOFF
  }

  private final int number;
  private final Retry retry;
  private final String text;

  ErrorCode(int number, Retry retry, String text) {
    this.number = number;
    this.retry = retry;
    this.text = text;
  }

  /** A new exception, as the client throws it. */
  FDBException exception() {
    return new FDBException(text, number);
  }

  /** When a client may try again after an error. */
  static Retry retry(FDBException failure) {
    for (ErrorCode code : values()) {
      if (code.number == failure.getCode()) {
        return code.retry;
      }
    }
    return Retry.NONE;
  }
}

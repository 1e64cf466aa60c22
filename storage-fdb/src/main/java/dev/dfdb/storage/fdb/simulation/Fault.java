package dev.dfdb.storage.fdb.simulation;

import static dev.dfdb.storage.fdb.simulation.RequestKind.COMMIT;
import static dev.dfdb.storage.fdb.simulation.RequestKind.RANGE;
import static dev.dfdb.storage.fdb.simulation.RequestKind.RANGE_PART;
import static dev.dfdb.storage.fdb.simulation.RequestKind.READ;
import static dev.dfdb.storage.fdb.simulation.RequestKind.READ_VERSION;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong in a cluster: every error that a client may try again after, as
 * {@code fdb_error_predicate} of the client library has them, and what is slow or odd.
 */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of those that never change
public enum Fault {
  /** A commit is refused although nothing conflicts (1020). */
  NOT_COMMITTED(ErrorCode.NOT_COMMITTED, Set.of(COMMIT)),
  /** A commit happens, and its client is told that it may have (1021). */
  UNKNOWN_COMMITTED(ErrorCode.COMMIT_UNKNOWN_RESULT, Set.of(COMMIT)),
  /** A commit does not happen, and its client is told that it may have (1021). */
  UNKNOWN_NOT_COMMITTED(ErrorCode.COMMIT_UNKNOWN_RESULT, Set.of(COMMIT)),
  /** A commit happens, and its client is told that the cluster has another version now (1039). */
  VERSION_CHANGED_COMMITTED(ErrorCode.CLUSTER_VERSION_CHANGED, Set.of(COMMIT)),
  /** Nothing happens, and the client is told that the cluster has another version now (1039). */
  VERSION_CHANGED(
      ErrorCode.CLUSTER_VERSION_CHANGED, Set.of(READ_VERSION, READ, RANGE, RANGE_PART, COMMIT)),
  /** A read or commit is told that its version is too old, though it is not (1007). */
  TOO_OLD(ErrorCode.TRANSACTION_TOO_OLD, Set.of(READ, RANGE, RANGE_PART, COMMIT)),
  /** A read is told that the server has not come to its version yet (1009). */
  FUTURE_VERSION(ErrorCode.FUTURE_VERSION, Set.of(READ, RANGE, RANGE_PART)),
  /** A read is told that the server is behind (1037). */
  PROCESS_BEHIND(ErrorCode.PROCESS_BEHIND, Set.of(READ, RANGE, RANGE_PART)),
  /** The cluster is locked for the moment, as while a backup is restored (1038). */
  LOCKED(ErrorCode.DATABASE_LOCKED, Set.of(READ_VERSION, COMMIT)),
  /** Those who take commits have no memory left for this one (1042). */
  COMMIT_MEMORY(ErrorCode.COMMIT_PROXY_MEMORY_LIMIT_EXCEEDED, Set.of(COMMIT)),
  /** Those who give versions have no memory left for another who asks (1078). */
  READ_VERSION_MEMORY(ErrorCode.GRV_PROXY_MEMORY_LIMIT_EXCEEDED, Set.of(READ_VERSION)),
  /** A transaction of low priority has to wait (1051). */
  BATCH_THROTTLED(ErrorCode.BATCH_TRANSACTION_THROTTLED, Set.of(READ_VERSION)),
  /** A transaction with a tag has to wait, as its client knows (1213). */
  TAG_THROTTLED(ErrorCode.TAG_THROTTLED, Set.of(READ_VERSION)),
  /** A transaction with a tag has waited too long for a version (1223). */
  PROXY_TAG_THROTTLED(ErrorCode.PROXY_TAG_THROTTLED, Set.of(READ_VERSION)),
  /** A commit gets the version of the one before it, as those do that are decided on together. */
  SHARED_VERSION(null, Set.of()),
  /** A part of a range has one entry only, though there are more. */
  SHORT_REPLY(null, Set.of()),
  /** A request or its reply takes long, so that replies overtake each other. */
  SLOW(null, Set.of());

  private final @Nullable ErrorCode error;
  private final Set<RequestKind> struck;

  Fault(@Nullable ErrorCode error, Set<RequestKind> struck) {
    this.error = error;
    this.struck = struck;
  }

  /** The error a client is told of it. */
  RuntimeException exception() {
    if (error == null) {
      throw new IllegalStateException(this + " is not an error");
    }
    return error.exception();
  }

  /** Whether what was asked for happens all the same. */
  boolean isDone() {
    return this == UNKNOWN_COMMITTED || this == VERSION_CHANGED_COMMITTED;
  }

  /** Whether it can happen to a request. */
  boolean strikes(RequestKind kind, Terms terms) {
    return struck.contains(kind)
        && (terms.isBatch() || this != BATCH_THROTTLED)
        && (terms.isTagged() || (this != TAG_THROTTLED && this != PROXY_TAG_THROTTLED));
  }
}

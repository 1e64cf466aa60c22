package dev.dfdb.storage.fdb;

import com.apple.foundationdb.FDBException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Translates the errors of the client into the family of dfdb (S7). Immutable. */
final class FdbErrors {

  static final int TRANSACTION_TOO_OLD = 1007;
  static final int TIMED_OUT = 1031;

  private static final int NOT_COMMITTED = 1020;

  /** A commit after which nobody knows; asking again after a while tells. */
  private static final Set<Integer> MAYBE_COMMITTED = Set.of(1021, 1039);

  private static final int DATABASE_LOCKED = 1038;

  /** What fdb_error_predicate of the client library calls retryable. */
  private static final Set<Integer> RETRYABLE = Set.of(
      1007, // transaction_too_old
      1009, // future_version
      NOT_COMMITTED,
      1021, // commit_unknown_result
      1037, // process_behind
      DATABASE_LOCKED,
      1039, // cluster_version_changed
      1042, // commit_proxy_memory_limit_exceeded
      1051, // batch_transaction_throttled
      1078, // grv_proxy_memory_limit_exceeded
      1213, // tag_throttled
      1223); // proxy_tag_throttled

  private final String cluster;
  private final String prefix;
  private final Optional<String> directory;

  /**
   * Translates for one database.
   *
   * @param cluster where it is
   */
  FdbErrors(String cluster, Settings settings) {
    this.cluster = cluster;
    this.prefix = settings.get(FdbOptions.KEY_PREFIX);
    this.directory = settings.find(FdbOptions.DIRECTORY);
  }

  static boolean isRetryable(FDBException e) {
    return RETRYABLE.contains(e.getCode());
  }

  static boolean isLocked(FDBException e) {
    return e.getCode() == DATABASE_LOCKED;
  }

  static boolean isTimeOver(FDBException e) {
    return e.getCode() == TIMED_OUT;
  }

  static boolean isConflict(FDBException e) {
    return e.getCode() == NOT_COMMITTED;
  }

  static boolean isMaybeCommitted(FDBException e) {
    return MAYBE_COMMITTED.contains(e.getCode());
  }

  /** Whether a commit that failed so may yet happen: what cut it short does not tell. */
  static boolean isUnsettled(FDBException e) {
    return e.getCode() == TIMED_OUT || e.getCode() == 1025 || e.getCode() == 1101;
  }

  /** The error of a call after which nothing is applied. */
  StorageException translate(FDBException e) {
    Map<String, Object> context = context(e);
    if (isRetryable(e) && !isLocked(e)) {
      return new TransientStorageException(
          "the cluster refused the call each time, and it was given up; try again", context, e);
    }
    return switch (e.getCode()) {
      case TIMED_OUT ->
        new StorageUnavailableException(
            "the cluster did not answer in time; check that it is running and can be reached",
            context,
            e);
      case DATABASE_LOCKED ->
        new StorageUnavailableException(
            "the cluster is locked, as while a backup is restored", context, e);
      case 1101 ->
        new StorageUnavailableException(
            "the call was cut short, as the process is ending", context, e);
      case 1515, 2104 ->
        new MisconfiguredException(
            "there is no valid cluster file; give its path as cluster-file", context, e);
      case 2203 ->
        new MisconfiguredException("the client library does not have this api-version", context, e);
      default -> new StorageUnavailableException("the cluster refused the call", context, e);
    };
  }

  /** The error of a commit of which nobody knows. */
  OutcomeUnknownException unknown(FDBException e) {
    return new OutcomeUnknownException(
        "the cluster did not say what became of a commit; read back what was written",
        context(e),
        e);
  }

  /** The error of a state that is too old to be read. */
  TransientStorageException stateLost(FDBException e) {
    return new TransientStorageException(
        "a snapshot or cursor is older than the cluster keeps states, some five seconds;"
            + " take a new one",
        context(e),
        e);
  }

  /** Where it is. */
  Map<String, Object> context() {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("cluster", cluster);
    directory.ifPresent(path -> context.put("directory", path));
    context.put("key-prefix", prefix);
    return context;
  }

  private Map<String, Object> context(FDBException e) {
    Map<String, Object> context = context();
    context.put("code", e.getCode());
    context.put("engine", String.valueOf(e.getMessage()));
    return context;
  }
}

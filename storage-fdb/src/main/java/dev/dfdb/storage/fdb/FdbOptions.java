package dev.dfdb.storage.fdb;

import dev.dfdb.storage.Option;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every option of the FoundationDB backend (S12). {@link #ALL} is their order in the documentation.
 */
public final class FdbOptions {

  /** Where the cluster is. */
  public static final Option<Path> CLUSTER_FILE = Option.path(
      "cluster-file",
      "The file that says where the cluster is; if not given, the one that the client library"
          + " finds by itself.");

  /** The version of the interface. */
  public static final Option<Integer> API_VERSION = Option.integer(
          "api-version",
          "The version of FoundationDB's interface, one for the whole process.",
          710,
          730)
      .withDefault(730);

  /** How long opening waits for the cluster. */
  public static final Option<Duration> CONNECT_TIMEOUT = Option.duration(
          "connect-timeout", "How long opening waits for the cluster to answer.")
      .withDefault(Duration.ofSeconds(5));

  /** What comes before every key. */
  public static final Option<String> KEY_PREFIX = Option.string(
          "key-prefix",
          "What comes before every key of the database in the cluster: 1 to 64 printable"
              + " characters, one prefix for each database.")
      .withDefault("dfdb");

  /** How long a call may take. */
  public static final Option<Duration> TIMEOUT = Option.duration(
          "timeout", "How long a call may take, all its attempts together.")
      .withDefault(Duration.ofSeconds(10));

  /** How often a call is tried again. */
  public static final Option<Integer> RETRY_LIMIT = Option.integer(
          "retry-limit", "How often a call is tried again at most, until timeout.", 0, 10_000)
      .withDefault(100);

  /** The longest pause between attempts. */
  public static final Option<Duration> MAX_RETRY_DELAY = Option.duration(
          "max-retry-delay", "The longest pause before a call is tried again.")
      .withDefault(Duration.ofSeconds(1));

  /** How the cluster ranks the work. */
  public static final Option<Priority> PRIORITY = Option.choice(
          "priority", "How the cluster ranks the calls when it is busy.", Priority.class)
      .withDefault(Priority.NORMAL);

  /** The tag by which operators know the work. */
  public static final Option<String> TAG = Option.string(
      "tag", "A tag of at most 16 characters, by which the cluster can throttle the calls.");

  /** The largest value. */
  public static final Option<Long> MAX_VALUE_BYTES = Option.bytes(
          "max-value-bytes", "The largest value that may be written.", 1L << 10, 8L << 20)
      .withDefault(2L << 20);

  /** The largest batch. */
  public static final Option<Long> MAX_BATCH_BYTES = Option.bytes(
          "max-batch-bytes",
          "The largest batch; at least max-value-bytes and the longest key together.",
          64L << 10,
          9_500_000)
      .withDefault(3L << 20);

  /** The options that remain when the caller brings a client of its own. */
  public static final List<Option<?>> WITHOUT_CLUSTER = List.of(
      KEY_PREFIX,
      TIMEOUT,
      RETRY_LIMIT,
      MAX_RETRY_DELAY,
      PRIORITY,
      TAG,
      MAX_VALUE_BYTES,
      MAX_BATCH_BYTES);

  /** Every option, in the order of the documentation. */
  public static final List<Option<?>> ALL = Stream.concat(
          Stream.of(CLUSTER_FILE, API_VERSION, CONNECT_TIMEOUT), WITHOUT_CLUSTER.stream())
      .toList();

  private FdbOptions() {}
}

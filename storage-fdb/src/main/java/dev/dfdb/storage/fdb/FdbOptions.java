package dev.dfdb.storage.fdb;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
          "connect-timeout",
          "How long opening waits for the cluster to answer, at most 24 days, as all times here.")
      .withDefault(Duration.ofSeconds(5));

  /** What comes before every key. */
  public static final Option<String> KEY_PREFIX = Option.string(
          "key-prefix",
          "What comes before every key of the database in the cluster: 1 to 64 printable"
              + " characters, one prefix for each database.")
      .withDefault("dfdb");

  /** The directory that the keys are in. */
  public static final Option<String> DIRECTORY = Option.string(
      "directory",
      "The path of a directory of the directory layer, such as apps/shop, which is made where there"
          + " is none: key-prefix then counts within it.");

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
      "tag", "A tag of at most 16 bytes, by which the cluster can throttle the calls.");

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
      DIRECTORY,
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

  /** To the client times are numbers of milliseconds, which have 31 bits. */
  private static final Duration LONGEST = Duration.ofDays(24);

  private static final int MAX_TAG_BYTES = 16;

  private FdbOptions() {}

  /**
   * Checks what an option by itself does not.
   *
   * @throws MisconfiguredException if the client library would not take a value
   */
  static void check(Settings settings) {
    for (Option<Duration> option : List.of(CONNECT_TIMEOUT, TIMEOUT, MAX_RETRY_DELAY)) {
      settings.find(option).ifPresent(time -> check(option, time));
    }
    settings.find(DIRECTORY).ifPresent(path -> {
      if (List.of(path.split("/", -1)).contains("")) {
        throw new MisconfiguredException(
            "directory is not made of names with / between them", Map.of("directory", path));
      }
    });
    settings.find(TAG).ifPresent(tag -> {
      int bytes = tag.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_TAG_BYTES) {
        throw new MisconfiguredException(
            "tag is too long", Map.of("tag", tag, "bytes", bytes, "most", MAX_TAG_BYTES));
      }
    });
  }

  private static void check(Option<Duration> option, Duration time) {
    if (time.compareTo(LONGEST) > 0) {
      throw new MisconfiguredException(
          option.name() + " is too long", Map.of(option.name(), time, "most", LONGEST));
    }
  }

  /** Who waits for the cluster as long as these options say. */
  static Replies replies(Settings settings) {
    Duration longest = settings.get(TIMEOUT);
    Duration connect = settings.find(CONNECT_TIMEOUT).orElse(Duration.ZERO);
    return new Replies((connect.compareTo(longest) > 0 ? connect : longest).toNanos());
  }
}

package dev.dfdb;

import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import java.time.Duration;
import java.util.List;

/** Reads what a configuration says of compaction, and of what is slow. */
final class UpkeepOptions {

  private static final Option<Duration> COMPACT_EVERY = Option.duration(
          "compact-every", "how often to compact in the background; 0 for never")
      .withDefault(Duration.ZERO);

  private static final Option<String> COMPACT_WINDOW = Option.string(
      "compact-window",
      "the quiet hours in which to compact, such as 02:00-05:30; once a day if compact-every says"
          + " nothing else");

  private static final Option<Duration> SLOW_QUERY = Option.duration(
          "slow-query-threshold", "from what time on a query is logged as slow; 0 for never")
      .withDefault(Duration.ZERO);

  private static final Option<Boolean> SLOW_QUERY_INPUTS = Option.bool(
          "slow-query-inputs", "whether the log of slow queries shows their inputs")
      .withDefault(true);

  private static final Option<Duration> SLOW_TRANSACTION = Option.duration(
          "slow-transaction-threshold",
          "from what time on a transaction is logged as slow; 0 for never")
      .withDefault(Duration.ZERO);

  /** Those of what is slow. */
  static final List<Option<?>> SLOW = List.of(SLOW_QUERY, SLOW_QUERY_INPUTS, SLOW_TRANSACTION);

  /** Those of compaction. */
  static final List<Option<?>> COMPACTION = List.of(COMPACT_EVERY, COMPACT_WINDOW);

  private UpkeepOptions() {}

  /**
   * What is asked for.
   *
   * @param name what the database is called in the log
   * @param ownsStorage whether the storage is closed with it
   * @throws dev.dfdb.error.MisconfiguredException if the quiet hours are none
   */
  static Upkeep.Plan plan(Settings settings, String name, boolean ownsStorage) {
    SlowLog slow = new SlowLog(
        settings.get(SLOW_QUERY), settings.get(SLOW_TRANSACTION), settings.get(SLOW_QUERY_INPUTS));
    return new Upkeep.Plan(
        name,
        settings.find(COMPACT_EVERY).orElse(Duration.ZERO),
        settings.find(COMPACT_WINDOW).map(QuietHours::parse).orElse(null),
        slow.hasQueries() || slow.hasTransactions() ? slow : null,
        ownsStorage);
  }
}

package dev.dfdb;

import dev.dfdb.edn.Symbol;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.internal.limit.Limits;
import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.query.function.FunctionTable;
import dev.dfdb.internal.transaction.TransactionFunctions;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Reads what a configuration says of queries. */
final class QueryOptions {

  private static final Option<Integer> CACHE_SIZE = Option.integer(
          "prepared-queries",
          "how many queries, and how many sets of rules, are kept parsed and checked",
          1,
          1_000_000)
      .withDefault(256);
  private static final Option<Duration> TIMEOUT = Option.duration(
          "query-timeout", "for how long a query may run; 0 for any time")
      .withDefault(Duration.ZERO);
  private static final Option<Integer> MAX_ROWS = Option.integer(
          "query-max-rows",
          "how many rows an answer may have; 0 for any number",
          0,
          Integer.MAX_VALUE)
      .withDefault(0);
  private static final Option<Long> MAX_MEMORY = Option.bytes(
          "query-max-memory-bytes",
          "how much memory a query may take; 0 for half of what the Java machine may",
          0,
          Long.MAX_VALUE)
      .withDefault(0L);
  private static final List<Option<?>> ALL = List.of(CACHE_SIZE, TIMEOUT, MAX_ROWS, MAX_MEMORY);

  private QueryOptions() {}

  /** The names of the options. */
  static List<String> names() {
    return ALL.stream().<String>map(Option::name).toList();
  }

  /**
   * An engine with these options.
   *
   * @throws MisconfiguredException if one has a wrong value
   */
  static QueryEngine engine(Map<String, Object> given) {
    Settings settings = Settings.of("database", ALL, given);
    Duration timeout = settings.get(TIMEOUT);
    int rows = settings.get(MAX_ROWS);
    long bytes = settings.get(MAX_MEMORY);
    return new QueryEngine(
        settings.get(CACHE_SIZE),
        new Limits(
            timeout.isZero() ? Limits.NONE : timeout.toNanos(),
            rows == 0 ? Limits.NONE : rows,
            bytes == 0 ? Runtime.getRuntime().maxMemory() / 2 : bytes,
            () -> false));
  }

  /**
   * Registers the functions and aggregates of a configuration.
   *
   * @throws MisconfiguredException if one has no proper name, or is none
   */
  static void register(
      @Nullable Object functions, @Nullable Object aggregates, QueryEngine engine) {
    FunctionTable table = engine.functions();
    Configuration.named("query-functions", functions).forEach((name, function) -> {
      if (!(function instanceof QueryFunction given)) {
        throw Configuration.wrong("query-functions, " + name, "a dev.dfdb.QueryFunction", function);
      }
      named(name, symbol -> table.registerFunction(symbol, given::apply));
    });
    Configuration.named("query-aggregates", aggregates).forEach((name, aggregate) -> {
      if (!(aggregate instanceof Collector<?, ?, ?> given)) {
        throw Configuration.wrong(
            "query-aggregates, " + name, "a java.util.stream.Collector", aggregate);
      }
      named(name, symbol -> table.registerAggregate(symbol, () -> new Collecting<>(any(given))));
    });
  }

  @SuppressWarnings("unchecked") // a collector of another type fails as the caller's own code does
  private static <A extends @Nullable Object> Collector<@Nullable Object, A, ?> any(
      Collector<?, A, ?> given) {
    return (Collector<@Nullable Object, A, ?>) given;
  }

  private static void named(Object name, Consumer<Symbol> registration) {
    Symbol symbol = TransactionFunctions.name(name);
    try {
      if (symbol == null) {
        throw new IllegalArgumentException("a string or a keyword such as :my/function is a name");
      }
      registration.accept(symbol);
    } catch (IllegalArgumentException e) {
      throw new MisconfiguredException(
          "a function of queries is registered under a name that it can't have",
          Map.of("name", name, "reason", String.valueOf(e.getMessage())));
    }
  }
}

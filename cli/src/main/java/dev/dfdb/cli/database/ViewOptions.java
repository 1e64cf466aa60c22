package dev.dfdb.cli.database;

import dev.dfdb.Db;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which part of time to look at. */
public final class ViewOptions {

  @Option(
      names = "--as-of",
      paramLabel = "T",
      description = "The database as it was: the number of a transaction, or a time such as"
          + " 2026-01-31T12:00:00Z.")
  private @Nullable String asOf;

  @Option(
      names = "--since",
      paramLabel = "T",
      description = "Only what was asserted after a transaction or a time.")
  private @Nullable String since;

  @Option(
      names = "--history",
      description = "Everything that happened: assertions and retractions.")
  private boolean history;

  /** Made by picocli. */
  public ViewOptions() {}

  /**
   * What they leave of a database.
   *
   * @throws dev.dfdb.error.QueryException if one is no point in time
   */
  public Db of(Db db) {
    Db view = asOf == null ? db : db.asOf(PointInTime.parse(asOf));
    view = since == null ? view : view.since(PointInTime.parse(since));
    return history ? view.history() : view;
  }
}

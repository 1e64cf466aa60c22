package dev.dfdb.cli.shell;

import dev.dfdb.Db;
import org.jspecify.annotations.Nullable;

/**
 * Which part of time the shell looks at.
 *
 * @param asOf a point in time, or null
 * @param since a point in time, or null
 * @param history whether everything that happened
 */
record View(@Nullable Object asOf, @Nullable Object since, boolean history) {

  /** The present. */
  static final View PRESENT = new View(null, null, false);

  /** What it leaves of a database. */
  Db of(Db db) {
    Db view = asOf == null ? db : db.asOf(asOf);
    view = since == null ? view : view.since(since);
    return history ? view.history() : view;
  }

  /** For the prompt: nothing, or what it is apart from the present. */
  @Override
  public String toString() {
    return (asOf == null ? "" : " as of " + asOf)
        + (since == null ? "" : " since " + since)
        + (history ? " history" : "");
  }
}

package dev.dfdb.backup;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is restored. Immutable; each method gives another. */
public final class RestoreOptions {

  private static final RestoreOptions USUAL =
      new RestoreOptions(null, null, Events.WHERE_THEY_FIT, done -> {});

  /** Which streams of events are restored. */
  public enum Events {
    /**
     * Those of the backup, if the database is restored to the t at which it was made: then streams
     * and database are those of one moment. For another t, none.
     */
    WHERE_THEY_FIT,

    /** Those of the backup, to whatever t the database is restored. */
    ALL,

    /** None. */
    NONE
  }

  private final @Nullable Long t;
  private final @Nullable Long backup;
  private final Events events;
  private final Consumer<? super BackupProgress> progress;

  private RestoreOptions(
      @Nullable Long t,
      @Nullable Long backup,
      Events events,
      Consumer<? super BackupProgress> progress) {
    this.t = t;
    this.backup = backup;
    this.events = events;
    this.progress = progress;
  }

  /** All of the newest backup. */
  public static RestoreOptions newest() {
    return USUAL;
  }

  /**
   * The database as it was after a transaction.
   *
   * @param t the number of the transaction, not negative
   */
  public static RestoreOptions to(long t) {
    if (t < 0) {
      throw new IllegalArgumentException("the number of a transaction is not negative: " + t);
    }
    return new RestoreOptions(t, null, USUAL.events, USUAL.progress);
  }

  /** The same, from an older backup: the one with this {@link BackupPoint#number()}. */
  public RestoreOptions ofBackup(long number) {
    return new RestoreOptions(t, number, events, progress);
  }

  /** The same with other streams of events. */
  public RestoreOptions withEvents(Events which) {
    return new RestoreOptions(t, backup, Objects.requireNonNull(which), progress);
  }

  /**
   * The same, telling of its progress: now and then, on the thread that restores. What the listener
   * throws ends it; restoring again goes on.
   */
  public RestoreOptions withProgress(Consumer<? super BackupProgress> listener) {
    return new RestoreOptions(t, backup, events, Objects.requireNonNull(listener));
  }

  /** The t to restore to; empty for the last. */
  public OptionalLong t() {
    return t == null ? OptionalLong.empty() : OptionalLong.of(t);
  }

  /** The number of the backup to restore from; empty for the newest. */
  public OptionalLong backup() {
    return backup == null ? OptionalLong.empty() : OptionalLong.of(backup);
  }

  /** Which streams of events are restored. */
  public Events events() {
    return events;
  }

  /** Who is told of the progress. */
  public Consumer<? super BackupProgress> progress() {
    return progress;
  }
}

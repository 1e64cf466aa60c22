package dev.dfdb.backup;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is restored. Immutable; each method gives another. */
public final class RestoreOptions {

  private static final RestoreOptions USUAL =
      new RestoreOptions(null, null, null, Events.WHERE_THEY_FIT, done -> {});

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
  private final @Nullable Instant instant;
  private final @Nullable Long backup;
  private final Events events;
  private final Consumer<? super BackupProgress> progress;

  private RestoreOptions(
      @Nullable Long t,
      @Nullable Instant instant,
      @Nullable Long backup,
      Events events,
      Consumer<? super BackupProgress> progress) {
    this.t = t;
    this.instant = instant;
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
    return new RestoreOptions(t, null, null, USUAL.events, USUAL.progress);
  }

  /**
   * The database as it was at a time: after the last transaction whose {@code :db/txInstant} is not
   * later. A time after the last transaction of the backup gives all of it; one before its first is
   * refused.
   *
   * @param instant the time
   */
  public static RestoreOptions to(Instant instant) {
    return new RestoreOptions(
        null, Objects.requireNonNull(instant, "instant"), null, USUAL.events, USUAL.progress);
  }

  /** The same, from an older backup: the one with this {@link BackupPoint#number()}. */
  public RestoreOptions ofBackup(long number) {
    return new RestoreOptions(t, instant, number, events, progress);
  }

  /** The same with other streams of events. */
  public RestoreOptions withEvents(Events which) {
    return new RestoreOptions(t, instant, backup, Objects.requireNonNull(which), progress);
  }

  /**
   * The same, telling of its progress: now and then, on the thread that restores. What the listener
   * throws ends it; restoring again goes on.
   */
  public RestoreOptions withProgress(Consumer<? super BackupProgress> listener) {
    return new RestoreOptions(t, instant, backup, events, Objects.requireNonNull(listener));
  }

  /** The time to restore to; empty if there is a t, or for the last. */
  public Optional<Instant> instant() {
    return Optional.ofNullable(instant);
  }

  /** The t to restore to; empty if there is a time, or for the last. */
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

package dev.dfdb.backup;

import java.util.Objects;
import java.util.function.Consumer;

/** How a backup is made. Immutable; each method gives another. */
public final class BackupOptions {

  private static final BackupOptions USUAL = new BackupOptions(false, true, 16 << 20, done -> {});

  private final boolean full;
  private final boolean events;
  private final int partBytes;
  private final Consumer<? super BackupProgress> progress;

  private BackupOptions(
      boolean full, boolean events, int partBytes, Consumer<? super BackupProgress> progress) {
    this.full = full;
    this.events = events;
    this.partBytes = partBytes;
    this.progress = progress;
  }

  /**
   * What the target has already is not written again. What is not there as it is now, is: after an
   * excision, or when history was trimmed, the log is read from its beginning, and those parts are
   * written anew that have changed.
   */
  public static BackupOptions incremental() {
    return USUAL;
  }

  /** Everything is written anew, so that nothing depends on files of earlier backups. */
  public static BackupOptions full() {
    return new BackupOptions(true, USUAL.events, USUAL.partBytes, USUAL.progress);
  }

  /** The same without the streams of events. */
  public BackupOptions withoutEvents() {
    return new BackupOptions(full, false, partBytes, progress);
  }

  /**
   * The same with files of another size. A backup takes about twice that in memory.
   *
   * @param bytes about how large a file becomes, from a thousand to a thousand million; 16 MiB if
   *     it isn't said
   * @throws IllegalArgumentException if it is less or more
   */
  public BackupOptions withPartBytes(int bytes) {
    if (bytes < 1_000 || bytes > 1_000_000_000) {
      throw new IllegalArgumentException("parts have a thousand to a thousand million bytes");
    }
    return new BackupOptions(full, events, bytes, progress);
  }

  /**
   * The same, telling of its progress: now and then, on the thread that makes the backup. What the
   * listener throws ends the backup, which the next goes on with.
   */
  public BackupOptions withProgress(Consumer<? super BackupProgress> listener) {
    return new BackupOptions(full, events, partBytes, Objects.requireNonNull(listener));
  }

  /** Whether everything is written anew. */
  public boolean isFull() {
    return full;
  }

  /** Whether the streams of events are in it. */
  public boolean hasEvents() {
    return events;
  }

  /** About how large a file becomes. */
  public int partBytes() {
    return partBytes;
  }

  /** Who is told of the progress. */
  public Consumer<? super BackupProgress> progress() {
    return progress;
  }
}

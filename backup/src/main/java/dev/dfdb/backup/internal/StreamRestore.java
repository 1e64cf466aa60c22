package dev.dfdb.backup.internal;

import dev.dfdb.Connection;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupProgress;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.storage.Storage;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Restores what comes in a stream, part by part. What was restored before something turns out to be
 * wrong is right, and is gone on with by the next restore. Used by one thread, once.
 */
public final class StreamRestore {

  private static final String WHERE = "a stream";

  private final StreamSource source;
  private final StreamParts parts;
  private final Storage storage;
  private final RestoreOptions options;
  private long next;
  private long read;

  /** Prepares it. */
  public StreamRestore(InputStream in, Connection into, RestoreOptions options) {
    this.source = new StreamSource(in);
    this.parts = new StreamParts(source);
    this.storage = into.storage();
    this.options = options;
  }

  /** Restores. */
  public RestoreReport run() {
    try {
      Manifest head = source.head();
      long t = options.t().orElse(head.t());
      if (t > head.t()) {
        throw new BackupException(
            "the backup does not go so far", Map.of("t", t, "t of the backup", head.t()));
      }
      return restore(head, t);
    } catch (Damage damage) {
      throw damage.toException(WHERE);
    }
  }

  private RestoreReport restore(Manifest head, long t) throws Damage {
    Optional<Instant> until = options.instant().filter(wanted -> wanted.isBefore(head.instant()));
    boolean isWhole = t == head.t() && until.isEmpty();
    RestoredLog log = new RestoredLog(storage, head.identity(), t, until, WHERE);
    try (HeldEvents events = new HeldEvents(restoredEvents(head, isWhole), log)) {
      for (StreamSource.@Nullable Frame frame = parts.next(); frame != null; frame = parts.next()) {
        if (StreamParts.kind(frame) == PartKind.EVENTS) {
          events.load(frame, head.identity());
        } else {
          next = log.append(frame.name(), frame.content(), next, read -> progress(log, read));
          read += frame.content().length;
          progress(log, 0);
          events.write(head.identity());
        }
      }
      if (log.t() < t && !log.isPast()) {
        throw new Damage(StreamSource.NAME, "parts", -1, "they do not go to t " + t);
      }
      log.finish(isWhole ? head.nextNamed() : 0, isWhole ? head.nextEntity() : 0);
      events.finish();
    }
    return new RestoreReport(
        log.t(), log.transactions(), log.datoms(), RestoreRun.fate(options, head, isWhole));
  }

  private void progress(RestoredLog log, long within) {
    options
        .progress()
        .accept(new BackupProgress(log.transactions(), log.toDo(), log.datoms(), read + within, 0));
  }

  private Optional<RestoredEvents> restoredEvents(Manifest head, boolean isWhole) {
    String root = head.eventRoot();
    return root == null || !RestoreRun.wantsEvents(options, isWhole)
        ? Optional.empty()
        : Optional.of(new RestoredEvents(storage, root, List.of(), WHERE));
  }
}

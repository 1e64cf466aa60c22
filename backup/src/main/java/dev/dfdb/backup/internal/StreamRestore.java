package dev.dfdb.backup.internal;

import dev.dfdb.Connection;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupProgress;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.storage.Storage;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Restores what comes in a stream, part by part. What was restored before something turns out to be
 * wrong is right, and is gone on with by the next restore. Used by one thread, once.
 */
public final class StreamRestore {

  private final StreamSource source;
  private final StreamParts parts;
  private final Storage storage;
  private final RestoreOptions options;
  private long next;

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
      throw damage.toException("a stream");
    }
  }

  private RestoreReport restore(Manifest head, long t) throws Damage {
    RestoredLog log = new RestoredLog(storage, head.identity(), t, "a stream");
    RestoredEvents events = wantsEvents(head, t) ? events(head) : null;
    boolean isWhole = t == head.t();
    for (StreamSource.@Nullable Frame frame = parts.next(); frame != null; frame = parts.next()) {
      if (StreamParts.kind(frame) == PartKind.LOG) {
        next = log.append(frame.name(), frame.content(), next);
        options
            .progress()
            .accept(
                new BackupProgress(log.transactions(), log.toDo(), log.datoms(), parts.bytes(), 0));
      } else if (events != null) {
        events.load(frame.name(), frame.content(), head.identity());
      }
    }
    if (log.t() < t) {
      throw new Damage(StreamSource.NAME, "parts", -1, "they do not go to t " + t);
    }
    log.finish(isWhole ? head.nextNamed() : 0, isWhole ? head.nextEntity() : 0);
    if (events != null) {
      events.finish();
    }
    return new RestoreReport(t, log.transactions(), log.datoms(), fate(head, t));
  }

  private boolean wantsEvents(Manifest head, long t) {
    return RestoreRun.wantsEvents(options, head, t);
  }

  private RestoreReport.Events fate(Manifest head, long t) {
    return head.eventRoot() == null
        ? RestoreReport.Events.NOT_IN_BACKUP
        : wantsEvents(head, t) ? RestoreReport.Events.RESTORED : RestoreReport.Events.LEFT_OUT;
  }

  private @Nullable RestoredEvents events(Manifest head) {
    String root = head.eventRoot();
    if (root == null) {
      return null;
    }
    RestoredEvents events = new RestoredEvents(storage, root);
    return events.begin(List.of(), "a stream") ? events : null;
  }
}

package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.replication.LogRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Finds the last transaction of a backup that is not later than some time. As no transaction has an
 * earlier time than the one before it, few parts need be read. Used by one thread.
 */
final class TimeSearch {

  private final Repository repository;
  private final Manifest manifest;

  TimeSearch(Repository repository, Manifest manifest) {
    this.repository = repository;
    this.manifest = manifest;
  }

  /**
   * The t of the transaction.
   *
   * @throws BackupException if the first is later, or a part is damaged
   */
  long last(Instant time) {
    if (!time.isBefore(manifest.instant())) {
      return manifest.t();
    }
    List<Part> parts = manifest.parts(PartKind.LOG);
    try {
      int low = 0; // begins with t 0, which is before all time
      int high = parts.size();
      while (high - low > 1) {
        int middle = (low + high) >>> 1;
        if (begins(parts.get(middle)).isAfter(time)) {
          high = middle;
        } else {
          low = middle;
        }
      }
      return last(parts.get(low), time);
    } catch (Damage damage) {
      throw damage.toException(repository.location());
    }
  }

  private Instant begins(Part part) throws Damage {
    try (LogPartReader reader = open(part)) {
      LogRecord record = reader.next();
      return record == null ? manifest.instant() : record.instant();
    }
  }

  private LogPartReader open(Part part) throws Damage {
    byte[] file = repository.read(part, manifest.identity());
    return new LogPartReader(part.file(), file, manifest.identity(), part.first());
  }

  private long last(Part part, Instant time) throws Damage {
    try (LogPartReader reader = open(part)) {
      for (LogRecord record = reader.next(); record != null; record = reader.next()) {
        boolean isPast = record.t() > 0 && record.instant().isAfter(time);
        if (isPast && record.t() == 1) {
          throw tooEarly(repository.location(), time, record.instant());
        }
        if (isPast) {
          return record.t() - 1;
        }
      }
      // The next part begins later; if this one is t 0 alone, with the first that has a time.
      if (part.last() == 0) {
        throw tooEarly(
            repository.location(), time, begins(manifest.parts(PartKind.LOG).get(1)));
      }
      return part.last();
    }
  }

  /** The refusal of a time before the first transaction. */
  static BackupException tooEarly(String location, Instant time, Instant first) {
    return new BackupException(
        "the backup begins later than the time to restore to; choose a later time",
        Map.of("backup", location, "wanted", time, "first transaction", first));
  }
}

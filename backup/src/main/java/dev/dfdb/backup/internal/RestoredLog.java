package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.error.ConflictException;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.replication.LogReader;
import dev.dfdb.replication.LogRecord;
import dev.dfdb.replication.LogWriter;
import dev.dfdb.storage.Storage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of a database that is being restored. It goes on where an interrupted restore has ended;
 * that what is there was restored from the same database is known by the commits of its first and
 * its last transaction. Used by one thread.
 */
final class RestoredLog {

  private final LogWriter writer;
  private final long identity;
  private final long t;
  private final String location;

  /** The t of the last transaction that was there; -1 if there was none. */
  private final long there;

  /** The commit of that transaction. */
  private final long thereCommit;

  /** The time to restore to, where the t of it is not known before; else no time at all. */
  private final Optional<Instant> until;

  /** The first transaction of all, until it is known that it isn't the only one to restore. */
  private @Nullable LogRecord first;

  private boolean isKnown;
  private boolean isPast;
  private long transactions;
  private long datoms;

  /**
   * Looks at what there is.
   *
   * @param t the t to restore to
   * @param location where the backup lies
   * @throws BackupException if there is something that can't be gone on with
   */
  RestoredLog(Storage storage, long identity, long t, String location) {
    this(storage, identity, t, Optional.empty(), location);
  }

  /**
   * Looks at what there is.
   *
   * @param t the t to restore to at most
   * @param until the time to restore to
   * @param location where the backup lies
   * @throws BackupException if there is something that can't be gone on with
   */
  RestoredLog(Storage storage, long identity, long t, Optional<Instant> until, String location) {
    this.identity = identity;
    this.t = t;
    this.until = until;
    this.location = location;
    this.writer = new LogWriter(storage);
    LogReader reader = new LogReader(storage);
    OptionalLong first = writer.t() < 0 ? OptionalLong.empty() : reader.commit(0);
    boolean isSame = first.isPresent() && first.getAsLong() == identity;
    if (writer.t() > 0 && !isSame) {
      throw refused(
          "the storage holds another database; restore into an empty storage, or into a new"
              + " namespace");
    }
    if (isSame && writer.t() > t) {
      throw goesFurther();
    }
    this.there = isSame ? writer.t() : -1;
    this.thereCommit = there < 0 ? 0 : reader.commit(there).orElseThrow();
  }

  private BackupException goesFurther() {
    return refused(
        "the database there goes further than what is to be restored; restore into an empty"
            + " storage, or into a new namespace");
  }

  private BackupException refused(String summary) {
    return new BackupException(
        summary, Map.of("backup", location, "t there", writer.t(), "t to restore", t));
  }

  /** The first t that is needed: the last that is there, to compare it. */
  long needed() {
    return transactions == 0 ? Math.max(0, there) : writer.t() + 1;
  }

  /** The last t that is there now. */
  long t() {
    return transactions == 0 ? there : writer.t();
  }

  /** Whether it is known that what is there, if anything, is of what is restored. */
  boolean isKnown() {
    return there <= 0 || isKnown;
  }

  /** Whether a transaction has come that is later than the time to restore to. */
  boolean isPast() {
    return isPast;
  }

  /** How many transactions were restored. */
  long transactions() {
    return transactions;
  }

  /** How many there were to restore. */
  long toDo() {
    return t - there;
  }

  /** How many datoms the restored ones have. */
  long datoms() {
    return datoms;
  }

  /**
   * Restores a part, as far as it is wanted.
   *
   * @param progress told, with each block, how many bytes of the file are done
   * @return the t behind the last in it
   * @throws Damage if it is not what was written
   */
  long append(String name, byte[] file, long begin, LongConsumer progress) throws Damage {
    try (LogPartReader part = new LogPartReader(name, file, identity, begin)) {
      int done = part.position();
      for (LogRecord record = part.next(); record != null; record = part.next()) {
        take(record);
        if (part.position() > done) {
          progress.accept(done);
          done = part.position();
        }
      }
      return part.end();
    }
  }

  private void take(LogRecord record) {
    if (record.t() == there && record.commit() != thereCommit) {
      throw refused(
          "the database there is not what is to be restored: it has gone another way since;"
              + " restore into an empty storage, or into a new namespace");
    }
    isPast = isPast || isBehind(record);
    isKnown = isKnown || record.t() == there;
    if (isPast) {
      checkTime(record);
    } else if (record.t() > there && record.t() <= t) {
      if (record.t() == 0 && until.isPresent()) {
        first = record;
      } else {
        writeFirst();
        write(record);
      }
    }
  }

  /** Whether a transaction is later than the time to restore to; that of t 0 has no time. */
  private boolean isBehind(LogRecord record) {
    return until.isPresent() && record.t() > 0 && record.instant().isAfter(until.get());
  }

  private void checkTime(LogRecord record) {
    if (record.t() == 1) {
      throw TimeSearch.tooEarly(location, until.orElseThrow(), record.instant());
    }
    if (record.t() <= there) {
      throw goesFurther();
    }
  }

  private void writeFirst() {
    LogRecord held = first;
    if (held != null) {
      first = null;
      write(held);
    }
  }

  private void write(LogRecord record) {
    try {
      writer.append(record);
    } catch (ConflictException conflict) {
      throw written(conflict);
    } catch (LimitExceededException tooLarge) {
      throw new BackupException(
          "a transaction is larger than this storage takes; restore into one that takes more",
          Map.of("t", "up to " + record.t(), "limit", tooLarge.limit()),
          tooLarge);
    }
    transactions++;
    datoms += record.count();
  }

  private BackupException written(ConflictException conflict) {
    return new BackupException(
        "somebody else writes in the database that is restored", Map.of("t", t), conflict);
  }

  /** Ends it. */
  void finish(long nextNamed, long nextEntity) {
    writeFirst();
    try {
      writer.finish(nextNamed, nextEntity);
    } catch (ConflictException conflict) {
      throw written(conflict);
    }
  }
}

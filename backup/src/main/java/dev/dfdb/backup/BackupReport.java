package dev.dfdb.backup;

import java.util.List;

/**
 * What a backup has done. Immutable.
 *
 * @param backup the backup that is there now; an older one if nothing had changed since
 * @param kind what was to be done
 * @param transactions how many transactions were written
 * @param datoms how many datoms these have
 * @param files how many files were written
 * @param bytes how large these are together
 * @param omissions what the database has and the backup has not, in words for people; empty if it
 *     has everything
 */
public record BackupReport(
    BackupPoint backup,
    Kind kind,
    long transactions,
    long datoms,
    long files,
    long bytes,
    List<String> omissions) {

  /** What a backup had to do. */
  public enum Kind {
    /** Everything was written: the first of a target, or because that was asked for. */
    FULL,

    /** What had been added since the last. */
    INCREMENTAL,

    /**
     * The log had been rewritten since the last, by an excision or because history was trimmed, or
     * the database was restored and went another way: all of it was compared, and written where it
     * differed.
     */
    COMPARED,

    /** Nothing had changed since the last, and nothing was written. */
    UNCHANGED
  }

  /** Copies the list. */
  public BackupReport {
    omissions = List.copyOf(omissions);
  }
}

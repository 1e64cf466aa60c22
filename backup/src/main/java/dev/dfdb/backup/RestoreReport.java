package dev.dfdb.backup;

/**
 * What was restored. Immutable.
 *
 * @param t the number of the last transaction that the database has now
 * @param transactions how many transactions were written, without those that had been there from an
 *     interrupted restore
 * @param datoms how many datoms these have
 * @param events what became of the streams of events
 */
public record RestoreReport(long t, long transactions, long datoms, Events events) {

  /** What becomes of the streams of events. */
  public enum Events {
    /** They were restored. */
    RESTORED,

    /** The backup has none: the database had none, or it was made without them. */
    NOT_IN_BACKUP,

    /** They were left out, as asked for, or as those of the backup are not of the moment of t. */
    LEFT_OUT
  }
}

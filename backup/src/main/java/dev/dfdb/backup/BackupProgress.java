package dev.dfdb.backup;

/**
 * How far a backup, a restore or a verification has come. Counted from its own beginning, so that
 * what was there before is not in it. Immutable.
 *
 * @param transactions how many transactions are done
 * @param totalTransactions how many there are to do
 * @param datoms how many datoms they have
 * @param bytes how many bytes of files were written, or read
 * @param totalBytes how many bytes of files there are to read; 0 while that is not known, as when
 *     they are written
 */
public record BackupProgress(
    long transactions, long totalTransactions, long datoms, long bytes, long totalBytes) {

  /** What part is done, from 0 to 1. */
  public double fraction() {
    return totalTransactions == 0 ? 1 : Math.min(1, transactions / (double) totalTransactions);
  }
}

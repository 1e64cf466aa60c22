package dev.dfdb.backup;

import java.util.List;

/**
 * What {@link Backups#verify()} has found. Immutable.
 *
 * @param backups how many backups were looked at
 * @param files how many files they have together
 * @param bytes how large these are
 * @param transactions how many transactions were read
 * @param datoms how many datoms these have
 * @param damages what is wrong; empty if all is well
 */
public record BackupVerification(
    long backups, long files, long bytes, long transactions, long datoms, List<Damage> damages) {

  /** Copies the list. */
  public BackupVerification {
    damages = List.copyOf(damages);
  }

  /**
   * Something that is wrong.
   *
   * @param file the file, or the stream
   * @param part what part of it, such as {@code block 3}
   * @param offset where that part begins, in bytes from the beginning of the file; -1 if it is
   *     about the file as a whole
   * @param what what is wrong
   */
  public record Damage(String file, String part, long offset, String what) {

    @Override
    public String toString() {
      return file + ", " + part + (offset < 0 ? "" : " at byte " + offset) + ": " + what;
    }
  }

  /** Whether nothing is wrong. */
  public boolean isSound() {
    return damages.isEmpty();
  }
}

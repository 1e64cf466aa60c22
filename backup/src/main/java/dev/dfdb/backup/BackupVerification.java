package dev.dfdb.backup;

import java.util.List;

/**
 * What {@link Backups#verify()} has found. Immutable.
 *
 * @param backups how many backups there are, damaged and interrupted ones too; 0 where there is
 *     none
 * @param files how many files they have together
 * @param bytes how large these are
 * @param transactions how many transactions were read
 * @param datoms how many datoms these have
 * @param damages what is wrong; empty if nothing is
 * @param remarks what is not wrong and worth knowing, in words for people, such as files that an
 *     interrupted backup has left and the next removes
 */
public record BackupVerification(
    long backups,
    long files,
    long bytes,
    long transactions,
    long datoms,
    List<Damage> damages,
    List<String> remarks) {

  /** Copies the lists. */
  public BackupVerification {
    damages = List.copyOf(damages);
    remarks = List.copyOf(remarks);
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

  /** Whether there is no backup at all, sound or not. */
  public boolean isEmpty() {
    return backups == 0;
  }

  /** Whether there is a backup, and nothing is wrong. A place without a backup proves nothing. */
  public boolean isSound() {
    return !isEmpty() && damages.isEmpty();
  }
}

package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupVerification;
import java.util.Map;

/** Something wrong with a file of a backup, found while it was read. */
final class Damage extends Exception {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final String part;
  private final long offset;
  private final String what;
  private final boolean isOfLaterVersion;

  /**
   * Says what.
   *
   * @param offset where the part begins in the file; -1 for the file as a whole
   */
  Damage(String file, String part, long offset, String what) {
    this(file, part, offset, what, false);
  }

  private Damage(String file, String part, long offset, String what, boolean isOfLaterVersion) {
    super(what);
    this.isOfLaterVersion = isOfLaterVersion;
    this.file = file;
    this.part = part;
    this.offset = offset;
    this.what = what;
  }

  /** Of what is whole, but written by a later version of dfdb. */
  static Damage ofLaterVersion(String file, String part, long offset, String what) {
    return new Damage(file, part, offset, what, true);
  }

  /** Whether it is no damage, but can't be read by this version of dfdb. */
  boolean isOfLaterVersion() {
    return isOfLaterVersion;
  }

  /** For a report. */
  BackupVerification.Damage toReport() {
    return new BackupVerification.Damage(file, part, offset, what);
  }

  /** For those who can't go on. */
  BackupException toException(String location) {
    return new BackupException(
        "a backup is damaged; restore from an older one, or make a full one anew",
        Map.of("where", location, "damage", toReport()),
        this);
  }
}

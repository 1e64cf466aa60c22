package dev.dfdb.conformance;

/**
 * What backups consist of, where they lie, and how they are found out when they are damaged. This
 * is the same for every backend, so that it need be run with one of them.
 *
 * <p>The system property {@code dfdb.backup.flip-step} says which bytes of a backup are damaged:
 * each, or each second, and so on.
 */
public abstract class BackupFormatConformance extends LayerConformance
    implements BackupCourseRules,
        BackupDamageRules,
        BackupLeftoverRules,
        BackupMomentRules,
        BackupPlaceRules,
        BackupSharingRules {

  /** For subclasses. */
  protected BackupFormatConformance() {}
}

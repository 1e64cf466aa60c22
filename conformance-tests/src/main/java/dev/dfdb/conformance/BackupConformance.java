package dev.dfdb.conformance;

/**
 * Backups on every backend: made while others write, restored to any t, gone on with when they were
 * interrupted. A backend passes {@link DatabaseConformance} first; then a subclass of this with the
 * same fixture.
 *
 * <p>The system property {@code dfdb.backup.histories} says how many random histories are restored,
 * {@code dfdb.backup.seed} which one is the first, {@code dfdb.backup.moments} to how many t what
 * {@code dfdb.backup.writers} threads have written, {@code dfdb.backup.fault-step} at which writes
 * a store or a target fails: at each, or each second, and so on.
 */
public abstract class BackupConformance extends LayerConformance
    implements BackupTimeRules, BackupFaultRules, BackupErasureRules, BackupStandbyRules {

  /** For subclasses. */
  protected BackupConformance() {}
}

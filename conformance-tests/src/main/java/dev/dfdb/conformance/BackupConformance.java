package dev.dfdb.conformance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

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
public abstract class BackupConformance
    implements BackupTimeRules, BackupFaultRules, BackupErasureRules {

  private @Nullable Bench bench;

  /** For subclasses. */
  protected BackupConformance() {}

  /** Makes a fixture whose store is empty and shared with no other fixture. */
  protected abstract StorageFixture fixture();

  @BeforeEach
  final void open() {
    bench = new Bench(fixture());
  }

  @AfterEach
  final void finish() {
    if (bench != null) {
      Bench ended = bench;
      bench = null;
      ended.finish();
    }
  }

  @Override
  public final Bench bench() {
    if (bench == null) {
      throw new IllegalStateException("only inside a test");
    }
    return bench;
  }
}

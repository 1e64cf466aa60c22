package dev.dfdb.conformance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What backups consist of, where they lie, and how they are found out when they are damaged. This
 * is the same for every backend, so that it need be run with one of them.
 *
 * <p>The system property {@code dfdb.backup.flip-step} says which bytes of a backup are damaged:
 * each, or each second, and so on.
 */
public abstract class BackupFormatConformance
    implements BackupCourseRules, BackupDamageRules, BackupPlaceRules {

  private @Nullable Bench bench;

  /** For subclasses. */
  protected BackupFormatConformance() {}

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

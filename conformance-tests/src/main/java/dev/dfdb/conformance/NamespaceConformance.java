package dev.dfdb.conformance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Many databases in one storage, on every backend: apart from each other, whatever their names are,
 * and none left half made, half copied or half deleted. A backend passes
 * {@link DatabaseConformance} first; then a subclass of this with the same fixture.
 *
 * <p>The system property {@code dfdb.namespaces.count} says how many are used in turn,
 * {@code dfdb.namespaces.courses} how many random courses are run, {@code dfdb.namespaces.seed}
 * which one is the first, {@code dfdb.namespaces.fault-step} at which writes a store fails: at
 * each, or each second, and so on.
 */
public abstract class NamespaceConformance
    implements NamespaceRules, OpenNamespaceRules, NamespaceCourseRules, NamespaceFaultRules {

  private @Nullable Bench bench;

  /** For subclasses. */
  protected NamespaceConformance() {}

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

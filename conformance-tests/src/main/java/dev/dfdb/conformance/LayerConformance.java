package dev.dfdb.conformance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the suites of the layers above a storage have in common: each test has a store of its own,
 * of which nothing is open in the end.
 */
public abstract class LayerConformance implements Rules {

  private @Nullable Bench bench;

  /** For the suites. */
  LayerConformance() {}

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

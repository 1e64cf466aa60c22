package dev.dfdb.conformance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The conformance suite: a backend is one when a subclass of this passes. The subclass hands over a
 * fixture, and that is all:
 *
 * <pre>{@code
 * class MyStorageConformanceTest extends StorageConformance {
 *   @Override
 *   protected StorageFixture fixture() {
 *     return new DirectoryFixture(
 *         Map.of("type", "mine"), "path", MyStorage.CAPABILITIES,
 *         Map.of(OptOut.POWER_LOSS, "the engine's files can't be cut back to their last sync"));
 *   }
 * }
 * }</pre>
 *
 * <p>Every test is named after the rule it belongs to, {@code s1_} to {@code s12_}; the rules are
 * in the documentation of {@link dev.dfdb.storage.Storage}. After each test no cursor and no
 * snapshot may be open, and none may have been reported as leaked.
 *
 * <p>The tests run one after another: some listen to a logger all storages share.
 */
public abstract class StorageConformance
    implements OrderRules,
        AliasingRules,
        ScanRules,
        CursorRules,
        BatchRules,
        SharingRules,
        SnapshotRules,
        DurabilityRules,
        ErrorRules,
        CloseRules,
        ThreadRules,
        LimitRules,
        LoadRules,
        StreamRules,
        OptionRules,
        StatefulRules {

  private @Nullable Bench bench;

  /** For subclasses. */
  protected StorageConformance() {}

  /** Makes a fixture whose store is empty and shared with no other fixture. */
  protected abstract StorageFixture fixture();

  @BeforeEach
  final void openBench() {
    bench = new Bench(fixture());
  }

  @AfterEach
  final void finishBench() {
    if (bench != null) {
      bench.finish();
    }
  }

  /** The fixture of the running test, with its storage: also for tests of the backend's own. */
  @Override
  public final Bench bench() {
    if (bench == null) {
      throw new IllegalStateException("only inside a test");
    }
    return bench;
  }

  /** The storage of the running test. */
  @Override
  public final dev.dfdb.storage.Storage storage() {
    return bench().storage();
  }

  @Override
  public final StorageFixture anotherFixture() {
    return fixture();
  }
}

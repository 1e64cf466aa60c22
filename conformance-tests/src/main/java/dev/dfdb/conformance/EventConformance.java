package dev.dfdb.conformance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Streams of messages on every backend: gapless positions, global positions in the order of
 * commits, nothing lost, repeated or half committed. A backend passes {@link DatabaseConformance}
 * first; then a subclass of this with the same fixture.
 *
 * <p>The system property {@code dfdb.events.courses} says how many random courses are run,
 * {@code dfdb.events.seed} which one is the first, {@code dfdb.events.fault-step} at which writes a
 * store fails: at each, or each second, and so on.
 */
public abstract class EventConformance
    implements EventRules, EventImportRules, EventSharingRules, EventCourseRules, EventFaultRules {

  private @Nullable Bench bench;

  /** For subclasses. */
  protected EventConformance() {}

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

package dev.dfdb.conformance;

import org.junit.jupiter.api.Test;

/**
 * Entities on every backend, with the same answers everywhere. A backend passes
 * {@link DatabaseConformance} first; then a subclass of this with the same fixture.
 *
 * <p>The system property {@code dfdb.entities.courses} says how many random courses are run,
 * {@code dfdb.entities.seed} which one is the first.
 */
public abstract class EntityConformance
    implements EntityRules, EntityTimeRules, EntityEvolutionRules, EntityMappingRules {

  private static final int COURSES = Integer.getInteger("dfdb.entities.courses", 3);
  private static final int STEPS = 25;

  /** For subclasses. */
  protected EntityConformance() {}

  /** Makes a fixture whose store is empty and shared with no other fixture. */
  protected abstract StorageFixture fixture();

  @Override
  public final StorageFixture anotherFixture() {
    return fixture();
  }

  @Override
  public final void forgetLeaks() {}

  @Test
  void randomChangesAgreeWithTheDefinition() {
    long first = Long.getLong("dfdb.entities.seed", System.nanoTime());
    for (long seed = first; seed < first + COURSES; seed++) {
      long course = seed;
      try {
        onDatabase(database -> new EntityCourse(course, database).run(STEPS));
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(
            "repeat with -Ddfdb.entities.courses=1 -Ddfdb.entities.seed=" + seed, failure);
      }
    }
  }
}

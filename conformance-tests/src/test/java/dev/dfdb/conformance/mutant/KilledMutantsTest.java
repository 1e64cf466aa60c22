package dev.dfdb.conformance.mutant;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.conformance.CrashConformance;
import dev.dfdb.conformance.DirectoryFixture;
import dev.dfdb.conformance.StorageFixture;
import dev.dfdb.conformance.tutorial.JournalFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The crash test tested by itself: stores that only a killed process gives away. */
class KilledMutantsTest {

  @Test
  void aBatchAcknowledgedTooEarlyIsMissed() {
    String problem = SuiteRun.of(Lagging.class).failure("s6_nothingAcknowledgedIsLost");
    assertTrue(problem.contains("was acknowledged, the last one there is"), problem);
    assertTrue(problem.contains("-Ddfdb.crash.seed="), problem);
  }

  @Test
  void aTornBatchIsSeen() {
    String problem = SuiteRun.of(Tearing.class).failure("s6_nothingAcknowledgedIsLost");
    assertTrue(problem.contains("after kill"), problem);
  }

  private abstract static class Killed extends CrashConformance {

    abstract String type();

    @Override
    protected final StorageFixture fixture() {
      return new DirectoryFixture(
          Map.of("type", type()), "path", new JournalFixture().declared(), Map.of());
    }
  }

  static final class Lagging extends Killed {
    @Override
    String type() {
      return "journal-lagging";
    }
  }

  static final class Tearing extends Killed {
    @Override
    String type() {
      return "journal-tearing";
    }
  }
}

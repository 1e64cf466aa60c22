package dev.dfdb.conformance.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The suite tested by itself: every broken store fails it, and a whole one does not. */
class MutantsTest {

  private static final String DIRECTORY = "dfdb.conformance.directory";
  private static final String SHRINKING = "dfdb.stateful.shrinking-seconds";
  private static final Path MEMORY = Path.of("/dev/shm");

  private static final Map<String, SortedSet<String>> CAUGHT = new TreeMap<>();

  @BeforeAll
  static void useAFastDisk() {
    if (Files.isWritable(MEMORY)) {
      System.setProperty(DIRECTORY, MEMORY.toString());
    }
    System.setProperty(SHRINKING, "0"); // what fails is all that counts here
  }

  @AfterAll
  static void printTheTable() {
    System.clearProperty(DIRECTORY);
    System.clearProperty(SHRINKING);
    System.out.println("[conformance] mutant: the tests that caught it");
    CAUGHT.forEach((mutant, tests) -> System.out.printf(
        "[conformance]   %-32s %2d: %s%n", mutant, tests.size(), String.join(" ", tests)));
  }

  @TestFactory
  Stream<DynamicTest> everyMutantFails() {
    return mutants()
        .map(mutant -> DynamicTest.dynamicTest(mutant.getSimpleName(), () -> {
          SortedSet<String> failed = SuiteRun.of(mutant).failed();
          CAUGHT.put(mutant.getSimpleName(), failed);
          assertFalse(failed.isEmpty(), "no test noticed");
        }));
  }

  @Test
  void thereAreAtLeastFifteen() {
    assertTrue(mutants().count() >= 15);
  }

  @Test
  void aFailingSequenceIsShrunkAndPrintedWithTheCommandThatRunsItAgain() {
    System.setProperty(SHRINKING, "20");
    try {
      String report = SuiteRun.of(BatchMutants.RangeDeletesComeFirst.class).failure("s1_to_s9");
      assertTrue(report.contains("a sequence of 1 commands, shrunk from 100, fails"), report);
      assertTrue(report.contains("-Ddfdb.stateful.seed="), report);
      assertTrue(report.contains("-Dtest='RangeDeletesComeFirst#s1_to_s9_*'"), report);
    } finally {
      System.setProperty(SHRINKING, "0");
    }
  }

  @Test
  void aStoreBehindNothingBrokenPasses() {
    assertEquals(new TreeSet<>(), SuiteRun.of(Unbroken.class).failed());
  }

  private static Stream<Class<?>> mutants() {
    return Stream.of(
            OrderMutants.class,
            AliasingMutants.class,
            ScanMutants.class,
            BatchMutants.class,
            LifeMutants.class)
        .flatMap(group -> Stream.of(group.getDeclaredClasses()))
        .filter(mutant -> !Modifier.isAbstract(mutant.getModifiers()));
  }
}

package dev.dfdb.conformance.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

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
          SortedSet<String> failed = failedTests(mutant);
          CAUGHT.put(mutant.getSimpleName(), failed);
          assertFalse(failed.isEmpty(), "no test noticed");
        }));
  }

  @Test
  void thereAreAtLeastFifteen() {
    assertTrue(mutants().count() >= 15);
  }

  @Test
  void aStoreBehindNothingBrokenPasses() {
    assertEquals(new TreeSet<>(), failedTests(Unbroken.class));
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

  /** Runs the suite; the names of the tests that failed, without brackets. */
  private static SortedSet<String> failedTests(Class<?> suite) {
    SortedSet<String> failed = new TreeSet<>();
    LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
        .selectors(List.of(selectClass(suite)))
        .build();
    LauncherFactory.create().execute(request, new TestExecutionListener() {
      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
          failed.add(test.getDisplayName().replaceAll("\\(.*", ""));
        }
      }
    });
    return failed;
  }
}

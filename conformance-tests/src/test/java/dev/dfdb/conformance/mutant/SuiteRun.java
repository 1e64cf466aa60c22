package dev.dfdb.conformance.mutant;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A suite run inside a test, and what became of it.
 *
 * @param failures the messages of the tests that failed, by the name of the test
 */
record SuiteRun(SortedMap<String, String> failures) {

  /** Runs a subclass of a suite. */
  static SuiteRun of(Class<?> suite) {
    SortedMap<String, String> failures = new TreeMap<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(suite))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                  failures.put(
                      test.getDisplayName().replaceAll("\\(.*", ""),
                      result.getThrowable().map(String::valueOf).orElse("failed"));
                }
              }
            });
    return new SuiteRun(Collections.unmodifiableSortedMap(failures));
  }

  /** The names of the tests that failed. */
  SortedSet<String> failed() {
    return new TreeSet<>(failures.keySet());
  }

  /**
   * The message of the one failed test whose name begins so.
   *
   * @throws AssertionError if there is none
   */
  String failure(String beginning) {
    return failures.entrySet().stream()
        .filter(failure -> failure.getKey().startsWith(beginning))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("did not fail: " + beginning));
  }
}

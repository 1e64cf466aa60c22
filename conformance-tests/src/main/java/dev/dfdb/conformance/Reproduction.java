package dev.dfdb.conformance;

import java.nio.file.Path;

/** The one command that runs a random test again as it was. */
final class Reproduction {

  private Reproduction() {}

  /**
   * The command.
   *
   * @param test the class that was run
   * @param method its method
   * @param properties what the run depends on, as {@code -D} options
   */
  static String command(Class<?> test, String method, String properties) {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getFileName();
    return "./mvnw -B test -pl " + module + " -am -Dsurefire.failIfNoSpecifiedTests=false"
        + " -Dtest='" + test.getSimpleName() + "#" + method + "' " + properties;
  }
}

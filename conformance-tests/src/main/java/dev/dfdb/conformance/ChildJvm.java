package dev.dfdb.conformance;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that runs one of the suite's programs on the class path of this one. What it
 * complains about is kept, to be shown when it should have succeeded.
 */
final class ChildJvm implements AutoCloseable {

  private static final long PATIENCE_MINUTES = 30;

  private final Process process;
  private final Path complaints;

  private ChildJvm(Process process, Path complaints) {
    this.process = process;
    this.complaints = complaints;
  }

  /**
   * Starts a program.
   *
   * @param heapMegabytes its largest heap
   * @param arguments its arguments, then one {@code name=value} for each entry of the configuration
   */
  static ChildJvm start(
      Class<?> program, int heapMegabytes, List<String> arguments, Map<String, ?> config) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED"); // for engines that are libraries in C
    }
    command.add(program.getName());
    command.addAll(arguments);
    config.forEach((name, value) -> command.add(name + "=" + value));
    try {
      Path complaints = Files.createTempFile("dfdb-child-", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(complaints.toFile());
      builder.environment().put("CLASSPATH", classPath());
      return new ChildJvm(builder.start(), complaints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    List<String> absolute = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, absolute);
  }

  /** The configuration among a program's arguments, from some position on. */
  static Map<String, String> config(String[] arguments, int from) {
    Map<String, String> config = new LinkedHashMap<>();
    for (int i = from; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      config.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    return config;
  }

  /** What it prints. */
  BufferedReader output() {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  /** Waits for at most some time, and less if it ends by itself. */
  void await(long milliseconds) throws InterruptedException {
    boolean ended = process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    if (ended) {
      throw new AssertionError("the child ended by itself: " + complaints());
    }
  }

  /** Kills it, as {@code kill -9} does, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // which, unlike the process's own, leaves its output be
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new AssertionError("the child does not die");
    }
  }

  /** Waits until it ends by itself, and checks that it succeeded. */
  void succeed() throws InterruptedException {
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new AssertionError("the child does not end");
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("the child failed: " + complaints());
    }
  }

  /** What it wrote to its standard error. */
  String complaints() {
    try {
      return Files.readString(complaints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.deleteIfExists(complaints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

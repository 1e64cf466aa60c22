package dev.dfdb.cli.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The classes of this JDK as reflection shows them, asked in a second process of the same JDK.
 *
 * <p>That process resolves every module, incubating ones too, which this one has not; and the tens
 * of thousands of classes it loads are gone when it ends.
 */
public final class ReflectedRuntime {

  private final Collection<String> modules;

  /**
   * Prepares the question.
   *
   * @param modules the modules whose classes are asked for; none means all
   */
  public ReflectedRuntime(Collection<String> modules) {
    this.modules = List.copyOf(modules);
  }

  /**
   * Passes on the facts of every class, module by module in the order of their names.
   *
   * @throws IOException if the process can't be started, or ends before it has told of all
   */
  public void forEach(Consumer<ClassFacts> consumer) throws IOException {
    Process process = start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        consumer.accept(FactsLine.read(line));
      }
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IOException("the process that asks reflection ended with exit code " + exit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking reflection", e);
    } finally {
      process.destroy();
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--add-modules",
        "ALL-SYSTEM",
        "--class-path",
        System.getProperty("java.class.path"),
        ReflectionListing.class.getName()));
    command.addAll(modules);
    // A warning about incubating modules is all that would come on its standard error.
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
    return builder.start();
  }
}

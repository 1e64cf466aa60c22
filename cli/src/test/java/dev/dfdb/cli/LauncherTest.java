package dev.dfdb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher script says before it starts any Java, or where it finds none that will do. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final Path LAUNCHER = Path.of("..", "dfdb").toAbsolutePath().normalize();

  @TempDir
  private Path folder;

  private record Outcome(int exit, String output) {}

  private static Outcome launch(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", LAUNCHER.toString(), "--version").redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), output.strip());
  }

  private Path fakeJava(String version) throws IOException {
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.writeString(java, """
        #!/bin/sh
        echo "    java.home = %s" >&2
        echo "    java.version = %s" >&2
        """.formatted(folder, version));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    Outcome outcome = launch(Map.of("JAVA_HOME", "/nowhere/jdk"));

    assertEquals(1, outcome.exit);
    assertEquals("dfdb: there is no bin/java in JAVA_HOME, which is /nowhere/jdk", outcome.output);
  }

  @Test
  void withoutAnyJavaItSaysWhatToInstall() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : new String[] {"dirname", "sed", "readlink"}) {
      Files.createSymbolicLink(tools.resolve(tool), find(tool));
    }

    Outcome outcome = launch(Map.of("PATH", tools.toString()));

    assertEquals(1, outcome.exit);
    assertTrue(
        outcome.output.startsWith("dfdb: no Java found: install a JDK 17 or newer"),
        outcome.output);
  }

  @Test
  void aJavaThatIsTooOldIsNamedWithItsVersion() throws Exception {
    for (String version : new String[] {"11.0.2", "1.8.0_392"}) {
      Outcome outcome = launch(Map.of("JAVA_HOME", fakeJava(version).toString()));

      assertEquals(1, outcome.exit);
      assertTrue(
          outcome.output.contains("bin/java is Java " + version + ", but dfdb needs 17 or newer"),
          outcome.output);
    }
  }

  private static Path find(String tool) {
    for (String folder : new String[] {"/usr/bin", "/bin"}) {
      Path path = Path.of(folder, tool);
      if (Files.exists(path)) {
        return path;
      }
    }
    throw new IllegalStateException("no " + tool + " on this machine");
  }
}

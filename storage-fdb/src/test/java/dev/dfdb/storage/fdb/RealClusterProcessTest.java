package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.error.StorageException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How whole processes begin and end that use the client library; where there is a real cluster. */
class RealClusterProcessTest {

  private static final String LIBRARY = "FDB_LIBRARY_PATH_FDB_C";

  @TempDir
  Path home;

  /** What the process does: what its first argument says, with the cluster file of its second. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      String file = arguments[1];
      switch (arguments[0]) {
        case "open" -> open(Map.of("cluster-file", file));
        case "open-twice" -> {
          open(Map.of("cluster-file", file, "api-version", 720));
          open(Map.of("cluster-file", file, "api-version", 730));
        }
        case "end-while-writing" -> endWhileWriting(file, arguments[2], true);
        case "end-unclosed" -> endWhileWriting(file, arguments[2], false);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }

    private static void open(Map<String, ?> config) {
      try {
        FdbStorage.open(config).close();
        System.out.println("opened");
      } catch (StorageException e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }

    /** Ends the process under threads that write, with a hook that closes or without. */
    private static void endWhileWriting(String file, String prefix, boolean closes)
        throws InterruptedException {
      FdbStorage storage = FdbStorage.open(Map.of("cluster-file", file, "key-prefix", prefix));
      Connection connection = Dfdb.createDb(Map.of("storage", storage));
      if (closes) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
          connection.transact("[{:last 1}]");
          connection.close();
          storage.close();
          System.out.println("closed");
        }));
      }
      CountDownLatch written = new CountDownLatch(50);
      for (int i = 0; i < 8; i++) {
        Thread writer = new Thread(() -> write(connection, written));
        writer.setDaemon(true);
        writer.start();
      }
      written.await();
      System.out.println("ending");
      System.exit(0);
    }

    private static void write(Connection connection, CountDownLatch written) {
      try {
        while (true) {
          connection.transact("[{:n 1}]");
          written.countDown();
        }
      } catch (RuntimeException ended) {
        written.countDown();
      }
    }
  }

  private String run(String... arguments) throws Exception {
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(Path.of(entry).toAbsolutePath().toString());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (System.getProperty(LIBRARY) != null) {
      command.add("-D" + LIBRARY + "=" + System.getProperty(LIBRARY));
    }
    command.add(Child.class.getName());
    command.addAll(List.of(arguments));
    Path output = home.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("CLASSPATH", String.join(File.pathSeparator, classPath));
    Process child = builder.start();
    try {
      assertTrue(child.waitFor(2, TimeUnit.MINUTES), "it ends by itself");
    } finally {
      child.destroyForcibly();
    }
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertEquals(0, child.exitValue(), said);
    return said;
  }

  @Test
  void aClusterThatDoesNotAnswerIsSaidNotTo() throws Exception {
    RealCluster.require();
    Path file = Files.writeString(home.resolve("fdb.cluster"), "a:b@127.0.0.1:1\n");
    String said = run("open", file.toString());
    assertTrue(said.contains("StorageUnavailableException: no FoundationDB cluster"), said);
    assertTrue(said.contains("connect-timeout=PT5S"), said);
  }

  @Test
  void aProcessHasOneVersionOfTheInterface() throws Exception {
    RealCluster.require();
    String said = run("open-twice", RealCluster.file());
    assertTrue(said.contains("opened"), said);
    assertTrue(said.contains("another api-version already"), said);
  }

  @Test
  void whatAShutdownHookClosesIsClosedThoughOthersAreWriting() throws Exception {
    RealCluster.require();
    String prefix = RealCluster.newPrefix();
    try {
      String said = run("end-while-writing", RealCluster.file(), prefix);
      assertTrue(said.contains("closed"), said);
    } finally {
      RealCluster.clear(prefix);
    }
  }

  @Test
  void aProcessThatClosesNothingEndsToo() throws Exception {
    RealCluster.require();
    String prefix = RealCluster.newPrefix();
    try {
      assertTrue(run("end-unclosed", RealCluster.file(), prefix).contains("ending"));
    } finally {
      RealCluster.clear(prefix);
    }
  }
}

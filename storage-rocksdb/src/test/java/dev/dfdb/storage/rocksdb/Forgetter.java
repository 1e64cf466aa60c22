package dev.dfdb.storage.rocksdb;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Excision;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another process that makes entities with a past, excises every second of them, and compacts, and
 * says so each time before and after; until it is killed.
 */
final class Forgetter implements AutoCloseable {

  /** How many facts an entity has; more than one write takes when they are excised. */
  static final int FACTS = 700;

  private final Process process;

  private Forgetter(Process process) {
    this.process = process;
  }

  static Forgetter start(Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of(
        "-cp",
        System.getProperty("java.class.path"),
        Forgetter.class.getName(),
        directory.toString()));
    return new Forgetter(new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  BufferedReader output() {
    return process.inputReader();
  }

  /** Kills it, with SIGKILL where there is that, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // which leaves open what it has written
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Runs in the other process. */
  public static void main(String[] arguments) {
    try (RocksDbStorage storage = Stores.open(Path.of(arguments[0]));
        Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      connection.transact("""
          [{:db/ident :secret :db/cardinality :db.cardinality/many}
           {:db/ident :version :db/historyRetention {:versions 2}}]
          """);
      while (true) {
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < FACTS; i++) {
          secrets.add("secret " + i + " ".repeat(100));
        }
        long e = connection
            .transact(List.of(Map.of(":db/id", "e", ":secret", secrets, ":version", 0)))
            .id("e");
        for (int i = 1; i < 5; i++) {
          connection.transact(List.of(List.of(":db/add", e, ":version", i)));
        }
        System.out.println("made " + e);
        if (e % 2 == 0) {
          System.out.println("excising " + e);
          connection.excise(Excision.ofEntity(e));
          System.out.println("excised " + e);
        }
        System.out.println("compacting " + e);
        connection.compact();
        System.out.println("compacted " + e);
      }
    }
  }
}

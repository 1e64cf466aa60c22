package dev.dfdb.storage.rocksdb;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Another process that backs up a database while many threads write in it, or that restores one,
 * again and again, and says so each time before and after; until it is killed.
 */
final class BackupChild implements AutoCloseable {

  /** How many threads write. */
  static final int WRITERS = 16;

  /** The id of {@code :seen}, the last of four attributes that the first transaction declares. */
  static final long FORGETFUL = 67;

  /** Says that a backup or a restore begins. */
  static final String BEGINS = "begins";

  /** Says that it is done; the t follows. */
  static final String DONE = "done";

  private static final int PART_BYTES = 4_000;
  private static final int KEPT_TAGS = 6;

  private final Process process;

  private BackupChild(Process process) {
    this.process = process;
  }

  /** Starts one that backs up. */
  static BackupChild backingUp(Path database, Path folder) throws IOException {
    return start("back up", database, folder);
  }

  /** Starts one that restores. */
  static BackupChild restoring(Path database, Path folder) throws IOException {
    return start("restore", database, folder);
  }

  private static BackupChild start(String what, Path database, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BackupChild.class.getName());
    command.addAll(List.of(what, database.toString(), folder.toString()));
    return new BackupChild(new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  BufferedReader output() {
    return process.inputReader();
  }

  /** Waits for some time, and then kills it, with SIGKILL where there is that. */
  void killAfter(long micros) throws InterruptedException {
    if (process.waitFor(micros, TimeUnit.MICROSECONDS)) {
      throw new AssertionError("it ended by itself");
    }
    process.toHandle().destroyForcibly(); // which leaves open what it has written
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Runs in the other process. */
  public static void main(String[] arguments) {
    Path database = Path.of(arguments[1]);
    try (Backups backups = Backups.open(BackupTarget.folder(Path.of(arguments[2])))) {
      if (arguments[0].equals("restore")) {
        restore(database, backups);
      } else {
        backUp(database, backups);
      }
    }
  }

  private static void restore(Path database, Backups backups) {
    for (int copy = 0; ; copy++) {
      Path directory = copy == 0 ? database : database.resolveSibling("copy-" + System.nanoTime());
      System.out.println(BEGINS);
      try (RocksDbStorage storage = Stores.open(directory);
          Connection into = Dfdb.createDb(Map.of("storage", storage))) {
        System.out.println(
            DONE + " " + backups.restore(into, RestoreOptions.newest()).t());
      }
    }
  }

  private static void backUp(Path database, Backups backups) {
    try (RocksDbStorage storage = Stores.open(database);
        Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      connection.transact("""
          [{:db/ident :of :db/valueType :db.type/ref}
           {:db/ident :tag :db/cardinality :db.cardinality/many}
           {:db/ident :id :db/unique :db.unique/identity}
           {:db/ident :seen :db/noHistory true}]
          """);
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        Thread thread = new Thread(() -> write(connection, number), "writer-" + writer);
        thread.setDaemon(true);
        thread.start();
      }
      BackupOptions options = BackupOptions.incremental().withPartBytes(PART_BYTES);
      while (true) {
        System.out.println(BEGINS);
        System.out.println(
            DONE + " " + backups.backup(connection, options).backup().t());
      }
    }
  }

  private static void write(Connection connection, int writer) {
    SplittableRandom random = new SplittableRandom();
    List<Object> id = List.of(":id", writer);
    connection.transact(List.of(Map.of(":id", writer)));
    for (int i = 0; ; i++) {
      switch (random.nextInt(4)) {
        case 0 -> connection.transact(List.of(List.of(":db/add", id, ":seen", i)));
        case 1 -> connection.transact(List.of(List.of(":db/add", id, ":tag", i % KEPT_TAGS)));
        case 2 -> connection.transact(List.of(List.of(":db/retract", id, ":tag")));
        default ->
          connection.transact(
              List.of(Map.of(":db/id", "new", ":of", id, ":text", "text ".repeat(i % 40) + i)));
      }
    }
  }
}

package dev.dfdb.storage.rocksdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that has a database open until it is told to let go. */
final class Holder implements AutoCloseable {

  private final Process process;

  private Holder(Process process) {
    this.process = process;
  }

  /** Starts the process, and waits until it has the directory open. */
  static Holder hold(Path directory) throws IOException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    Holder holder = new Holder(process);
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    while (line != null && !line.equals("open")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("the other process did not open the directory");
    }
    return holder;
  }

  /** Tells the process to close the database, and waits for its end. */
  void release() throws Exception {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the other process does not end");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Runs in the other process. */
  public static void main(String[] arguments) throws IOException {
    try (RocksDbStorage storage = Stores.open(Path.of(arguments[0]))) {
      storage.put(Stores.text("key"), Stores.text("held"));
      System.out.println("open");
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}

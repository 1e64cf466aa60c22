package dev.dfdb.storage.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server that can be killed and started again where it was. Used by one thread. */
final class KillableServer implements AutoCloseable {

  private static final int STARTS = 60;

  private final Path directory;
  private EmbeddedPostgres server;

  /** Starts one in an empty directory. */
  KillableServer(Path directory) {
    this.directory = directory;
    this.server = start(0);
  }

  int port() {
    return server.getPort();
  }

  String uri() {
    return TestServer.uri(port());
  }

  /** Kills it, as {@code kill -9} does. */
  void kill() {
    long pid = pid();
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private long pid() {
    try {
      return Long.parseLong(
          Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again after it was killed. */
  void restart() {
    int port = port();
    close();
    server = start(port);
  }

  /** Its processes that were at work may still be about to notice that it is dead. */
  private EmbeddedPostgres start(int port) {
    IOException last = new IOException("not tried");
    for (int i = 0; i < STARTS; i++) {
      try {
        return EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "off") // the machine goes on
            .setServerConfig("max_connections", "200")
            .setPort(port)
            .start();
      } catch (IOException | IllegalStateException notYet) {
        last = new IOException(notYet);
      }
    }
    throw new UncheckedIOException(last);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.dfdb.storage.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;

/** A file system of a few megabytes in memory, which only the superuser of a Linux can make. */
final class SmallDisk implements AutoCloseable {

  private final Path at;

  private SmallDisk(Path at) {
    this.at = at;
  }

  /**
   * Makes one.
   *
   * @param at an empty directory, where it is found
   * @param owner whose it is
   * @throws IOException with the reason, if it can't be made here
   */
  static SmallDisk mount(Path at, UserPrincipal owner, String size) throws IOException {
    run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", at.toString());
    Files.setOwner(at, owner);
    return new SmallDisk(at);
  }

  /** Makes it larger. */
  void resize(String size) throws IOException {
    run("mount", "-o", "remount,size=" + size, at.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", at.toString());
  }
}

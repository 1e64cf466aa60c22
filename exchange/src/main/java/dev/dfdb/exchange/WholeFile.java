package dev.dfdb.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Writes files that are there with all they should hold, or not at all: beside their place, from
 * where they are moved in the end. What was there before stays until then.
 */
public final class WholeFile {

  private WholeFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes it.
     *
     * @param out not to be closed
     * @return how many rows or other things it has
     */
    long writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file. A device or a pipe, which can't be moved, is written as it is.
   *
   * @param file in a folder that exists; a file that is there is replaced
   * @return what the content says
   * @throws IOException if the file can't be written; then it is what it was
   */
  public static long write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return writeTo(file, content);
    }
    Path place = Files.exists(file) ? file.toRealPath() : file;
    Path name = Objects.requireNonNull(place.getFileName(), "a file has a name");
    Path beside = place.resolveSibling("." + name + ".part");
    try {
      long count = writeTo(beside, content);
      Files.move(
          beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return count;
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static long writeTo(Path file, Content content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      return content.writeTo(out);
    }
  }
}

package dev.dfdb.cli.edn;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Whole texts, in UTF-8. */
public final class Texts {

  private Texts() {}

  /**
   * That of a file.
   *
   * @throws IOException if it can't be read; says so
   */
  public static String of(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, where a file is needed");
    }
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw (IOException) new FileNotFoundException("there is no file " + file).initCause(e);
    }
  }

  /** That of a stream. */
  public static String of(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}

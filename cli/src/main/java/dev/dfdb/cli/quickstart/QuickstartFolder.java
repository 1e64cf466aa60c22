package dev.dfdb.cli.quickstart;

import dev.dfdb.cli.jdk.RuntimeImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of the quickstart: a note that says whose it is, and one database for each JDK that
 * was loaded.
 */
public final class QuickstartFolder {

  /** The folder used where none is named: in the current directory. */
  public static final String USUAL = "dfdb-quickstart";

  private static final String NOTE = "about-this-folder.txt";
  private static final String NOTE_TEXT = """
      Made by "dfdb quickstart". Each folder in here is a database that holds one JDK as facts.
      All of it may be deleted; the next quickstart makes it anew.
      """;

  private final Path folder;

  /** Names a folder, which need not exist. */
  public QuickstartFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Where it is, from the root of the file system on. */
  Path path() {
    return folder;
  }

  /**
   * Makes the folder, if it is not there yet.
   *
   * @throws IOException if it can't be made or holds something else; the message says it all
   */
  void prepare() throws IOException {
    Path note = folder.resolve(NOTE);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(note) && !list(folder).isEmpty()) {
        throw new IOException("the folder " + folder
            + " holds something that is not the quickstart's; name another with --dir");
      }
      Files.writeString(note, NOTE_TEXT);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(e.getFile() + " is a file, where a folder is needed", e);
    } catch (AccessDeniedException e) {
      throw new IOException("no permission to write " + e.getFile(), e);
    }
  }

  /** Where the database of a JDK is: a JDK that is not the same has one of its own. */
  public Path database(RuntimeImage image) {
    String version = RuntimeImage.version().replaceAll("[^A-Za-z0-9.+-]", "_");
    return folder.resolve("jdk-" + version + "-" + image.fingerprint());
  }

  /** Deletes the database of a JDK, if there is one. */
  void forget(RuntimeImage image) throws IOException {
    Path database = database(image);
    if (Files.exists(database)) {
      try (Stream<Path> found = Files.walk(database)) {
        for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** How many bytes the files of a JDK's database take. */
  long size(RuntimeImage image) throws IOException {
    try (Stream<Path> found = Files.walk(database(image))) {
      return found
          .filter(Files::isRegularFile)
          .mapToLong(QuickstartFolder::size)
          .sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}

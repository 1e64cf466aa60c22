package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the directory before the engine sees it. The engine would make a new database beside
 * whatever is there, and delete the data files of one that lost its {@code CURRENT} file.
 */
final class DatabaseDirectory {

  /** Where a bulk load keeps the files it is writing; what it holds is of no use to others. */
  static final String LOAD_FOLDER = "dfdb-load";

  private static final String CURRENT = "CURRENT";
  private static final Pattern DATA = Pattern.compile("\\d+\\.(sst|ldb|blob|log)");
  private static final Pattern ENGINE = Pattern.compile(
      "CURRENT|IDENTITY|LOCK|LOG.*|MANIFEST-\\d+|OPTIONS-.*|\\d+\\.(sst|ldb|blob|log|dbtmp)"
          + "|archive|lost\\+found|"
          + LOAD_FOLDER);

  private DatabaseDirectory() {}

  /**
   * Makes the directory if it may, and checks that a database is there or can be made.
   *
   * @return its real path: the engine knows a directory that is already open by its name only
   */
  static Path prepare(Path path, boolean create) {
    try {
      if (!Files.exists(path)) {
        if (!create) {
          throw missing(path);
        }
        Files.createDirectories(path);
      }
      if (!Files.isDirectory(path)) {
        throw new StorageUnavailableException("the path is not a directory", Map.of("path", path));
      }
      Path real = path.toRealPath();
      if (!Files.isReadable(real) || !Files.isWritable(real) || !Files.isExecutable(real)) {
        throw new StorageUnavailableException(
            "no permission to read and write the directory", Map.of("path", path));
      }
      if (!Files.exists(real.resolve(CURRENT))) {
        checkNew(real, create);
      }
      return real;
    } catch (IOException e) {
      throw new StorageUnavailableException(
          "the directory can't be made or read", Map.of("path", path, "reason", e.toString()), e);
    }
  }

  /** The logs of the database, unordered. */
  static List<Path> logs(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".log"))
          .toList();
    }
  }

  /**
   * Deletes what a bulk load left that died with its process. Only for whoever holds the directory.
   */
  static void clearLoads(Path directory) {
    Path folder = directory.resolve(LOAD_FOLDER);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new StorageUnavailableException(
          "the files of an interrupted load can't be deleted",
          Map.of("path", folder, "reason", e.toString()),
          e);
    }
  }

  private static void checkNew(Path directory, boolean create) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (DATA.matcher(name).matches() && Files.size(file) > 0) {
        throw new CorruptionException(
            "the directory holds data, but the file that says which is missing",
            Map.of("path", directory, "missing", CURRENT, "found", name));
      }
    }
    for (Path file : files) {
      if (!ENGINE.matcher(file.getFileName().toString()).matches()) {
        throw new MisconfiguredException(
            "the directory holds something else; give the database one of its own",
            Map.of("path", directory, "found", file.getFileName()));
      }
    }
    if (!create) {
      throw missing(directory);
    }
  }

  private static StorageException missing(Path path) {
    return new StorageUnavailableException(
        "there is no database, and create-if-missing is false", Map.of("path", path));
  }
}

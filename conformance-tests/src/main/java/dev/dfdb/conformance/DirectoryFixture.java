package dev.dfdb.conformance;

import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fixture for a backend that keeps its data in a local directory.
 *
 * <p>A crash is a copy of the directory, taken while the storage is open, and opened instead of the
 * original: a process that is killed leaves behind what it handed to the operating system, and that
 * is what a copy sees. It does not hold for an engine that writes through private memory mappings.
 */
public class DirectoryFixture implements StorageFixture {

  private static final int ATTEMPTS = 1_000;

  private final Map<String, Object> options;
  private final String pathOption;
  private final Capabilities declared;
  private final Map<OptOut, String> optOuts;
  private final Path home;
  private int generation;

  /**
   * A fixture on a new temporary directory. The system property {@code dfdb.conformance.directory}
   * puts it elsewhere, on a faster or a slower disk.
   *
   * @param options {@code type} and whatever else opens the backend, without the directory
   * @param pathOption the name of the option that takes the directory
   * @param declared what the backend says of itself
   * @param optOuts what can't be tested, and why not
   */
  public DirectoryFixture(
      Map<String, ?> options,
      String pathOption,
      Capabilities declared,
      Map<OptOut, String> optOuts) {
    this.options = Map.copyOf(options);
    this.pathOption = pathOption;
    this.declared = declared;
    this.optOuts = Map.copyOf(optOuts);
    try {
      String parent = System.getProperty("dfdb.conformance.directory");
      this.home = parent == null
          ? Files.createTempDirectory("dfdb-conformance-")
          : Files.createTempDirectory(Path.of(parent), "dfdb-conformance-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final Capabilities declared() {
    return declared;
  }

  @Override
  public final Map<OptOut, String> optOuts() {
    return optOuts;
  }

  /** The directory of the store; it does not exist before the storage is opened. */
  public final Path directory() {
    return home.resolve("store-" + generation);
  }

  @Override
  public final Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>(options);
    config.put(pathOption, directory().toString());
    return config;
  }

  @Override
  public Storage crash(Storage storage) {
    Path old = directory();
    generation++;
    copyStable(old, directory());
    storage.close();
    delete(old);
    return open(Map.of());
  }

  @Override
  public void wipe() {
    delete(home);
  }

  /**
   * Copies until nothing changed while copying. Threads of the engine's own may be merging or
   * deleting files at the moment; a kill would be one instant between their steps.
   */
  private static void copyStable(Path from, Path to) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Map<Path, String> before = listing(from);
        copy(from, to);
        if (before.equals(listing(from))) {
          return;
        }
      } catch (NoSuchFileException e) {
        // A file was deleted between being listed and being copied.
        Thread.onSpinWait();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      delete(to);
    }
    throw new IllegalStateException("the files of " + from + " never came to rest");
  }

  private static Map<Path, String> listing(Path directory) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    Files.walkFileTree(directory, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        files.put(file, attributes.size() + " " + attributes.lastModifiedTime());
        return FileVisitResult.CONTINUE;
      }
    });
    return files;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
          throws IOException {
        Files.createDirectories(to.resolve(from.relativize(folder)));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        Files.copy(file, to.resolve(from.relativize(file)));
        return FileVisitResult.CONTINUE;
      }
    });
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try {
      Files.walkFileTree(directory, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
            throws IOException {
          Files.delete(file);
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(
            Path folder, @org.jspecify.annotations.Nullable IOException problem)
            throws IOException {
          Files.delete(folder);
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

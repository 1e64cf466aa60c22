package dev.dfdb.cli.database;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How much space a storage takes, as far as that is known. */
final class DiskUsage {

  /** The names by which backends without a folder call it. */
  private static final List<String> NAMES = List.of("table-bytes", "estimated-bytes");

  private DiskUsage() {}

  /**
   * The bytes on disk.
   *
   * @param folder all of its files count, those of the engine's log, too
   * @param statistics of the storage, for one without a folder
   */
  static OptionalLong bytes(@Nullable Path folder, Map<String, Long> statistics) {
    if (folder != null) {
      return bytes(folder);
    }
    return NAMES.stream()
        .filter(statistics::containsKey)
        .mapToLong(statistics::get)
        .findFirst();
  }

  private static OptionalLong bytes(Path folder) {
    Sizes sizes = new Sizes();
    try {
      Files.walkFileTree(folder, sizes);
      return OptionalLong.of(sizes.bytes);
    } catch (IOException unreadable) {
      return OptionalLong.empty();
    }
  }

  /** Adds up files; the engine may remove one while it is looked at. */
  private static final class Sizes extends SimpleFileVisitor<Path> {

    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}

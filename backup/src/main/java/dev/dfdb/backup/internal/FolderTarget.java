package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of the file system. A file is written under another name, made safe on the disk and then
 * given its own, so that under that there is always something whole.
 */
public final class FolderTarget implements BackupTarget {

  private static final String UNFINISHED = ".unfinished";

  private final Path folder;

  /** A folder, which is made when something is written. */
  public FolderTarget(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public String location() {
    return folder.toString();
  }

  @Override
  public List<String> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.endsWith(UNFINISHED))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw failed("list", "", e);
    }
  }

  @Override
  public Optional<byte[]> read(String name) {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(name)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", name, e);
    }
  }

  @Override
  public void write(String name, byte[] content) {
    Path file = folder.resolve(name);
    Path unfinished = folder.resolve(name + UNFINISHED);
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try (FileChannel channel = FileChannel.open(
          unfinished,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (parent != null) {
        syncFolder(parent);
      }
    } catch (IOException e) {
      throw failed("write", name, e);
    }
  }

  /** Makes the name of a file as safe as its content, where the file system knows how. */
  private static void syncFolder(Path parent) {
    try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      return; // on Windows a folder can't be opened, and its entries are safe without
    }
  }

  @Override
  public void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
      Files.deleteIfExists(folder.resolve(name + UNFINISHED));
    } catch (IOException e) {
      throw failed("delete", name, e);
    }
  }

  private BackupException failed(String what, String name, IOException cause) {
    return new BackupException(
        "the folder of backups can't be used",
        Map.of("to do", what, "file", folder.resolve(name), "reason", String.valueOf(cause)),
        cause);
  }
}

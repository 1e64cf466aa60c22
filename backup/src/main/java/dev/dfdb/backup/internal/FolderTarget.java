package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A folder of the file system. A file is written under another name, made safe on the disk and then
 * given its own, so that under that there is always something whole.
 */
public final class FolderTarget implements BackupTarget {

  private static final String UNFINISHED = ".unfinished";

  /** Files of backups under way; any other that is called so is somebody else's. */
  private static final Pattern OURS =
      Pattern.compile("(manifest-\\d{8,}|(log|events)-\\d{8,}-|lock[-.]).*\\.unfinished");

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
    List<String> names = new ArrayList<>();
    try {
      Files.walkFileTree(folder, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (attributes.isRegularFile() && !file.toString().endsWith(UNFINISHED)) {
            names.add(folder.relativize(file).toString().replace('\\', '/'));
          }
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
          if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE; // somebody has removed it just now
          }
          throw failure;
        }
      });
    } catch (IOException e) {
      throw failed("list", "", e);
    }
    return names.stream().sorted().toList();
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
    try {
      Path unfinished = unfinished(file, content);
      try {
        Files.move(
            unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(unfinished); // of what could not be moved nothing is left
      }
      syncFolder(file);
    } catch (IOException e) {
      throw failed("write", name, e);
    }
  }

  /** {@inheritDoc} The whole file gets its name by a link, where the file system has links. */
  @Override
  public boolean create(String name, byte[] content) {
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      return false;
    }
    try {
      Path unfinished = unfinished(file, content);
      try {
        Files.createLink(file, unfinished);
      } catch (UnsupportedOperationException | FileSystemException noLinks) {
        if (Files.exists(file)) {
          return false;
        }
        Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      syncFolder(file);
      return true;
    } catch (FileAlreadyExistsException faster) {
      return false;
    } catch (IOException e) {
      throw failed("write", name, e);
    }
  }

  /** Writes a file under a name that nobody else uses; what can't be written leaves nothing. */
  private static Path unfinished(Path file, byte[] content) throws IOException {
    Path parent = Objects.requireNonNull(file.getParent());
    Files.createDirectories(parent);
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    Path unfinished = parent.resolve(file.getFileName() + "." + random + UNFINISHED);
    try (FileChannel channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    } catch (IOException | RuntimeException | Error failure) {
      Files.deleteIfExists(unfinished);
      throw failure;
    }
    return unfinished;
  }

  /** Makes the name of a file as safe as its content, where the file system knows how. */
  private static void syncFolder(Path file) {
    try (FileChannel channel =
        FileChannel.open(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      return; // on Windows a folder can't be opened, and its entries are safe without
    }
  }

  @Override
  public void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw failed("delete", name, e);
    }
  }

  @Override
  public void removeUnfinished() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
      for (Path file : left) {
        if (OURS.matcher(file.getFileName().toString()).matches()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw failed("list", "", Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw failed("delete", "*" + UNFINISHED, e);
    }
  }

  /** {@inheritDoc} It looks into its own folder only. */
  @Override
  public BackupTarget within(String inner) {
    return new FolderTarget(folder.resolve(inner));
  }

  private BackupException failed(String what, String name, IOException cause) {
    return new BackupException(
        "the folder of backups can't be used",
        Map.of("to do", what, "file", folder.resolve(name), "reason", String.valueOf(cause)),
        cause);
  }
}

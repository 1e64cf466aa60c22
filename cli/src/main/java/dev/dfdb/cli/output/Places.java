package dev.dfdb.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a command is to write: looked at before it works for long, and what is wrong with it. */
public final class Places {

  private Places() {}

  /**
   * Makes sure that a file can be written.
   *
   * @throws IOException if it can't be; says why
   */
  public static void checkFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, where a file is needed");
    }
    checkFolderOf(file);
    try {
      if (Files.notExists(file)) {
        Files.delete(Files.createFile(file));
      } else if (!Files.isWritable(file)) {
        throw new AccessDeniedException(file.toString());
      }
    } catch (IOException e) {
      throw new IOException("the file " + file + " can't be written: " + reason(e), e);
    }
  }

  /**
   * Makes sure that there is a folder in which files can be written; makes it where it is missing.
   *
   * @throws IOException if it can't be; says why
   */
  public static void checkFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw new AccessDeniedException(folder.toString());
      }
    } catch (FileAlreadyExistsException e) {
      throw new IOException(e.getFile() + " is a file, where a folder is needed", e);
    } catch (IOException e) {
      throw new IOException("the folder " + folder + " can't be made: " + reason(e), e);
    }
  }

  private static void checkFolderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IOException(missing(folder, file));
    }
  }

  private static String missing(Path folder, Path file) {
    Path shown = file.getParent() == null ? folder : file.getParent();
    return Files.exists(folder)
        ? shown + " is a file, where a folder is needed, for " + file.getFileName()
        : "there is no folder " + shown + " for " + file.getFileName();
  }

  /** What the system says, whose messages are often no more than a path. */
  public static String describe(FileSystemException e) {
    Path file = e.getFile() == null ? null : Path.of(e.getFile());
    if (file == null) {
      return reason(e);
    }
    if (e instanceof NoSuchFileException) {
      Path folder = file.toAbsolutePath().getParent();
      return folder == null || Files.isDirectory(folder)
          ? "there is no file " + file
          : missing(folder, file);
    }
    return file + ": " + reason(e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof NotDirectoryException) {
      return "a file, where a folder is needed";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "there already";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such place";
    }
    @Nullable
    String told = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return told == null ? e.getClass().getSimpleName() : told;
  }
}

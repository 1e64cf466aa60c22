package dev.dfdb.exchange.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text to be imported, under a name. The name says which import goes on where it was interrupted:
 * the same text under the same name. Immutable.
 */
public final class Source {

  /** Opens a stream of bytes. */
  @FunctionalInterface
  public interface Opening {
    /**
     * Opens it at its beginning.
     *
     * @throws IOException if that fails
     */
    InputStream open() throws IOException;
  }

  private final String name;
  private final long size;
  private final Charset charset;
  private final Opening opening;
  private final @Nullable Path path;

  private Source(String name, long size, Charset charset, Opening opening, @Nullable Path path) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of a source is not blank");
    }
    this.name = name;
    this.size = size;
    this.charset = Objects.requireNonNull(charset, "charset");
    this.opening = Objects.requireNonNull(opening, "opening");
    this.path = path;
  }

  /**
   * A file, under its own name without its folders.
   *
   * @throws ImportException if there is no such file
   */
  public static Source file(Path path) {
    try {
      long size = Files.size(path);
      Path name = Objects.requireNonNull(path.toAbsolutePath().getFileName());
      if (Files.isDirectory(path)) {
        throw ImportException.of("a folder can't be imported, only a file", "path", path);
      }
      return new Source(
          name.toString(), size, StandardCharsets.UTF_8, () -> Files.newInputStream(path), path);
    } catch (IOException e) {
      throw ImportException.because(e, "there is no such file", "path", path);
    }
  }

  /** A text. */
  public static Source text(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Source(
        name, bytes.length, StandardCharsets.UTF_8, () -> new ByteArrayInputStream(bytes), null);
  }

  /**
   * Any stream of bytes. An interrupted import goes on only if the stream is the same when it is
   * opened again.
   */
  public static Source of(String name, Opening opening) {
    return new Source(name, -1, StandardCharsets.UTF_8, opening, null);
  }

  /** The same source under another name. */
  public Source named(String newName) {
    return new Source(newName, size, charset, opening, path);
  }

  /**
   * The same source in a charset other than UTF-8. What begins with a byte order mark of UTF-8 or
   * UTF-16 is read as that, whatever is said here.
   */
  public Source in(Charset other) {
    return new Source(name, size, other, opening, path);
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The file, or null for what is none. */
  public @Nullable Path path() {
    return path;
  }

  /** How many bytes there are; -1 if that is not known. */
  public long size() {
    return size;
  }

  /** The charset if there is no byte order mark. */
  public Charset charset() {
    return charset;
  }

  /**
   * Opens the bytes at their beginning.
   *
   * @throws IOException if that fails
   */
  public InputStream open() throws IOException {
    return opening.open();
  }
}

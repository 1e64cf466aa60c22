package dev.dfdb.cli;

import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.MappingException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a command imports from or exports to: a file or a standard stream, and its format. */
final class FileOptions {

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A file, or - for the standard input or output.")
  private String file = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv, jsonl or edn. Without it: as the name of the file tells.")
  private @Nullable String format;

  /** Whether it is the standard input or output. */
  boolean isStandard() {
    return file.equals("-");
  }

  /** The file, if it is one. */
  Path path() {
    return Path.of(file);
  }

  boolean isFormatGiven() {
    return format != null;
  }

  /** Whether its name tells a format, which is another. */
  boolean isNamedOtherwise(Format expected) {
    try {
      return Format.ofName(file) != expected;
    } catch (MappingException e) {
      return false;
    }
  }

  /**
   * The format that is given, else that of the file.
   *
   * @throws MappingException if there is no such format
   */
  Format format() {
    return format == null ? Format.ofName(file) : Format.named(format);
  }
}

package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupPoint;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a backup consists of. It is written anew after each part, so that an interrupted backup has
 * one too, which is of what it had written.
 *
 * @param number the number of the backup
 * @param isComplete whether the backup was made to its end
 * @param isFull whether everything in it was to be written anew
 * @param created when it was begun
 * @param identity the database, as {@link dev.dfdb.replication.LogState} has it
 * @param t the number of the last transaction in it; -1 if there is none
 * @param commit the commit of this transaction
 * @param instant the time of this transaction
 * @param nextNamed the id for the next entity with an ident; 0 if it isn't complete
 * @param nextEntity the id for the next other entity; 0 if it isn't complete
 * @param rewriting the mark of the last rewriting of the log
 * @param eventRoot the root of the streams of events, in hexadecimal digits; null if there are none
 * @param parts the files
 */
public record Manifest(
    long number,
    boolean isComplete,
    boolean isFull,
    Instant created,
    long identity,
    long t,
    long commit,
    Instant instant,
    long nextNamed,
    long nextEntity,
    long rewriting,
    @Nullable String eventRoot,
    List<Part> parts) {

  private static final String NAME = "manifest-%08d";

  /** As the numbers are written: with zeros before them up to eight digits only. */
  private static final Pattern FILE = Pattern.compile("manifest-(\\d{8}|[1-9]\\d{8,17})");

  /** The last number that such a name can have. */
  static final long LAST_NUMBER = 999_999_999_999_999_999L;

  /** Copies the list. */
  public Manifest {
    parts = List.copyOf(parts);
  }

  /** The name of the file. */
  String file() {
    return file(number);
  }

  /** The name of the file of a backup. */
  static String file(long number) {
    return NAME.formatted(number);
  }

  /** Whether a name is that of a manifest; what is only called alike is somebody else's. */
  static boolean isManifest(String file) {
    return FILE.matcher(file).matches();
  }

  /** The files of a kind. */
  List<Part> parts(PartKind kind) {
    return parts.stream().filter(part -> part.kind() == kind).toList();
  }

  /** The same for people. */
  public BackupPoint point() {
    return new BackupPoint(
        number,
        created,
        t,
        instant,
        isComplete,
        parts.stream().mapToLong(Part::datoms).sum(),
        eventRoot != null,
        parts.size(),
        parts.stream().mapToLong(Part::bytes).sum());
  }
}

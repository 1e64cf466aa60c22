package dev.dfdb.backup.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a backup, as a manifest lists it.
 *
 * @param kind what it holds
 * @param file its name
 * @param first of a part of the log the first t, of another the number of its first entry
 * @param last of a part of the log the last t, of another the number of its last entry
 * @param datoms of a part of the log how many datoms its transactions have, of another 0
 * @param bytes how large the file is
 * @param sha256 the SHA-256 of the file, in hexadecimal digits
 * @param content the SHA-256 of what is in it, however that is compressed
 * @param until the last key in it, in hexadecimal digits, if it is no part of the log
 */
public record Part(
    PartKind kind,
    String file,
    long first,
    long last,
    long datoms,
    long bytes,
    String sha256,
    String content,
    @Nullable String until) {

  private static final Pattern FILE =
      Pattern.compile("(log|events)-(\\d{8,18})-[0-9a-f]{8,16}-\\d{6,}");

  /** The name for the file of a part, by the backup and the run that it is made by. */
  static String file(PartKind kind, long backup, String run, int sequence) {
    return "%s-%08d-%s-%06d".formatted(kind.word(), backup, run, sequence);
  }

  /** Whether a name is that of a part; what is only called alike is somebody else's. */
  static boolean isPart(String file) {
    return FILE.matcher(file).matches();
  }

  /** The number of the backup that a part was made for, by its name. */
  static long backup(String file) {
    Matcher matcher = FILE.matcher(file);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no part is called " + file);
    }
    return Long.parseLong(matcher.group(2));
  }

  /** How many entries it has. */
  long entries() {
    return last - first + 1;
  }
}

package dev.dfdb.backup.internal;

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

  /** How many entries it has. */
  long entries() {
    return last - first + 1;
  }
}

package dev.dfdb.backup.internal;

import org.jspecify.annotations.Nullable;

/** What a part of a backup holds. */
public enum PartKind {
  /** Transactions of the log: t, and the record. */
  LOG(1, "log"),

  /** Entries of the storage that belong to layers beside the datoms: key and value. */
  EVENTS(2, "events");

  private final int code;
  private final String word;

  PartKind(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /** The byte that says so in a part. */
  int code() {
    return code;
  }

  /** The word that says so in a name, and in a manifest. */
  String word() {
    return word;
  }

  static @Nullable PartKind of(String word) {
    for (PartKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }
}

package dev.dfdb.storage.fdb.simulation;

/** What a client asks the cluster for: each is a round trip. */
public enum RequestKind {
  /** A version to read at. */
  READ_VERSION,
  /** The value of a key, or the key a selector means. */
  READ,
  /** A part of a range. */
  RANGE,
  /** A commit of changes. */
  COMMIT
}

package dev.dfdb.storage.fdb.simulation;

/** What a client asks the cluster for: each is a round trip. */
public enum RequestKind {
  /** A version to read at. */
  READ_VERSION,
  /** The value of a key, or the key a selector means. */
  READ,
  /** A range, or its first part if it is more than fits into a reply. */
  RANGE,
  /** A further part of a range. */
  RANGE_PART,
  /** A commit of changes. */
  COMMIT
}

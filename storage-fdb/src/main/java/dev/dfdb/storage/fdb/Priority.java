package dev.dfdb.storage.fdb;

/** How a cluster ranks transactions when it has more of them than it can take. */
public enum Priority {
  /** As those of other programs. */
  NORMAL,
  /** Behind all others, for bulk work. */
  BATCH
}

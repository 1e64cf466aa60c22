package dev.dfdb.storage;

/** How long a snapshot may be kept open (S5). */
public enum SnapshotLifetime {
  /** As long as the storage is open. */
  UNBOUNDED,

  /** As long as wanted, but each holds a connection of a limited pool, and holds back clean-up. */
  PINS_CONNECTION,

  /** Some seconds; then reading it fails with a transient error. */
  SECONDS
}

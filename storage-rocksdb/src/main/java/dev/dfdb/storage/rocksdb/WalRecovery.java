package dev.dfdb.storage.rocksdb;

/** What opening does when the write-ahead log is damaged. */
public enum WalRecovery {
  /**
   * A record cut short at the end of the log, as a power cut leaves it, is dropped: it was never
   * acknowledged as synced. Damage with whole records behind it is an error, for opening would lose
   * them.
   */
  STRICT,

  /** The log is replayed up to the first damage, and what stands behind it is lost. */
  POINT_IN_TIME
}

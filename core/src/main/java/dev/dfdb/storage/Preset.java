package dev.dfdb.storage;

/**
 * What a database is tuned for, in one word. Each backend says in its own options what that means
 * ({@link StorageProvider#preset}); an option that is given wins over the preset's.
 */
public enum Preset {
  /** Nothing that was acknowledged is lost, whatever happens to the process or the machine. */
  SAFE,

  /**
   * Nothing is lost with the process; the last moment may be with the power. Many times as fast as
   * {@link #SAFE} where a sync of the disk is slow.
   */
  BALANCED,

  /**
   * To fill a database: nothing is lost with the process, the last seconds may be with the power,
   * and reading is slower until the data has been compacted. Not for a service.
   */
  BULK_LOAD
}

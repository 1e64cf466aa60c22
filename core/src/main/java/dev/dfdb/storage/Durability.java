package dev.dfdb.storage;

/** How safe a write is when the call that made it returns (S6). */
public enum Durability {
  /** On disk: it survives the death of the process and the loss of power. */
  SYNC,

  /**
   * In the engine's log, handed to the operating system: it survives the death of the process, but
   * the last moments may be lost with the power. A background sync bounds how many.
   */
  ASYNC,

  /** In memory only, until the engine writes it: it may be lost with the process. */
  NONE
}

package dev.dfdb.conformance;

/**
 * A part of the suite that a fixture may leave out, with a written reason. Each test left out is
 * reported as aborted with that reason, and the reason is printed.
 */
public enum OptOut {
  /** No {@link dev.dfdb.storage.StorageProvider} opens the storage: it is only made by its API. */
  PROVIDER,

  /** The fixture can't leave a store as a dying process leaves it. */
  CRASH,

  /** The fixture can't drop what was written and not yet synced to disk. */
  POWER_LOSS,

  /** The store can't hold more than the heap of its process, so streaming can't be shown. */
  SMALL_HEAP,

  /** The batch limit can't be reached within the heap of a test, and can't be lowered. */
  BATCH_LIMIT
}

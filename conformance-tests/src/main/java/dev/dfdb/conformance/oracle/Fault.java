package dev.dfdb.conformance.oracle;

import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransientStorageException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one write goes wrong. */
public enum Fault {
  /** Nothing is applied, and the caller is told to try again. */
  TRANSIENT(false, TransientStorageException.class),
  /** Nothing is applied, and the store can't be reached. */
  UNAVAILABLE(false, StorageUnavailableException.class),
  /** Nothing is applied, and the store does not say so. */
  UNKNOWN(false, OutcomeUnknownException.class),
  /** All is applied, and the store does not say so. */
  UNKNOWN_BUT_APPLIED(true, OutcomeUnknownException.class),
  /** All is applied, and then the store can't be reached. */
  UNAVAILABLE_BUT_APPLIED(true, StorageUnavailableException.class),
  /** All is applied, though the store says that nothing was: it breaks S7. */
  TRANSIENT_BUT_APPLIED(true, TransientStorageException.class),
  /** Nothing: all is applied and acknowledged. The store may still die right afterwards. */
  NONE(true, null);

  private final boolean applied;
  private final @Nullable Class<? extends StorageException> error;

  Fault(boolean applied, @Nullable Class<? extends StorageException> error) {
    this.applied = applied;
    this.error = error;
  }

  /** Whether the write is applied. */
  boolean isApplied() {
    return applied;
  }

  /** Whether what the store says of the write is all a caller can know without reading it back. */
  boolean isUnknown() {
    return error == OutcomeUnknownException.class;
  }

  /** What the writer is told; null if nothing is wrong. */
  @Nullable
  StorageException error() {
    String summary = "made to fail by the test";
    if (error == null) {
      return null;
    }
    return error == TransientStorageException.class
        ? new TransientStorageException(summary, Map.of("fault", this))
        : error == OutcomeUnknownException.class
            ? new OutcomeUnknownException(summary, Map.of("fault", this))
            : new StorageUnavailableException(summary, Map.of("fault", this));
  }
}

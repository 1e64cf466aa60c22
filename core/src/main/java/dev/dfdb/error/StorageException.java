package dev.dfdb.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The family of errors a storage backend may throw: the same few on every engine, so that a caller
 * can decide what to do without knowing which engine it runs on. The engine's own exception is the
 * {@linkplain #getCause() cause}.
 */
public abstract sealed class StorageException extends DfdbException
    permits ConflictException,
        TransientStorageException,
        OutcomeUnknownException,
        LimitExceededException,
        CorruptionException,
        StorageUnavailableException,
        StorageClosedException,
        DatabaseDeletedException,
        MisconfiguredException {

  private static final long serialVersionUID = 1L;

  StorageException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(summary, context, cause);
  }
}

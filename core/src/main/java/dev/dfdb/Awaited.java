package dev.dfdb;

import dev.dfdb.error.DfdbException;
import dev.dfdb.internal.transaction.Committed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Gives what became of a transaction to who waits for it, errors as they were thrown. */
final class Awaited {

  private Awaited() {}

  static Committed outcome(CompletableFuture<Committed> outcome) {
    try {
      return outcome.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof DfdbException error) {
        throw error;
      }
      if (failure.getCause() instanceof RuntimeException error) {
        throw error;
      }
      if (failure.getCause() instanceof Error error) {
        throw error;
      }
      throw failure;
    }
  }

  /** The outcome, or the failure for a future to end with. */
  static Committed orFail(@Nullable Committed committed, @Nullable Throwable failure) {
    if (committed == null) {
      throw failure instanceof CompletionException wrapped
          ? wrapped
          : new CompletionException(failure);
    }
    return committed;
  }
}

package dev.dfdb.events.internal;

import dev.dfdb.events.EventException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be committed, and the promise of its outcome.
 *
 * @param <R> what it gives
 */
public abstract class Task<R> {

  Task() {}

  private final CompletableFuture<R> outcome = new CompletableFuture<>();
  private @Nullable R result;
  private @Nullable EventException refusal;

  /** What its caller waits for. */
  public final CompletableFuture<R> outcome() {
    return outcome;
  }

  /** About how many bytes it adds to a batch. */
  abstract long size();

  /** Whether it is committed by itself, because it reads what others in its group would change. */
  boolean isAlone() {
    return false;
  }

  /** Adds to what is committed, and gives what its caller is told when it is. */
  abstract R addTo(Staging staging);

  /** Tries it on a state that may turn out not to be the present one. */
  final void tryOn(Staging staging) {
    result = null;
    refusal = null;
    try {
      result = addTo(staging);
    } catch (EventException refused) {
      refusal = refused;
    }
  }

  /** Why the last try was refused, if it was. */
  final @Nullable EventException refusal() {
    return refusal;
  }

  /** Tells the caller what came of the last try, which stands. */
  public final void tell() {
    if (refusal != null) {
      outcome.completeExceptionally(refusal);
    } else {
      outcome.complete(result);
    }
  }

  /** Tells the caller that it could not be tried. */
  final void fail(Throwable failure) {
    outcome.completeExceptionally(failure);
  }
}

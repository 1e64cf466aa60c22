package dev.dfdb.internal.transaction;

import dev.dfdb.internal.record.FlightRecorder;
import dev.dfdb.internal.record.Watch;
import dev.dfdb.observe.TransactionTiming;
import dev.dfdb.storage.Companion;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A transaction on its way, and the promise of its outcome. */
final class Request {

  /** How often a commit is tried that others are always faster than. */
  static final int MAX_ATTEMPTS = 1_000;

  /** How often it is tried at least, and then until this time has passed. */
  private static final int SOME_ATTEMPTS = 10;

  private static final long MAX_NANOS = 60_000_000_000L;

  private final Collection<?> forms;
  private final @Nullable Companion companion;
  private final CompletableFuture<Committed> outcome = new CompletableFuture<>();
  private final long since = System.nanoTime();
  private final @Nullable Object event = FlightRecorder.beginTransaction();
  private final boolean isTimed;
  private int conflicts;
  private long evaluatedFrom;
  private long evaluatedUntil;

  /**
   * A transaction that begins its way now.
   *
   * @param companion what is committed with it besides datoms, if anything
   * @param watch who may want to know how long it takes
   */
  Request(Collection<?> forms, @Nullable Companion companion, Watch watch) {
    this.isTimed = event != null || watch.isObserved();
    this.forms = forms;
    this.companion = companion;
  }

  Collection<?> forms() {
    return forms;
  }

  @Nullable
  Companion companion() {
    return companion;
  }

  CompletableFuture<Committed> outcome() {
    return outcome;
  }

  /** When it was submitted, as {@link System#nanoTime} has it. */
  long since() {
    return since;
  }

  /** Whether anybody wants to know how long it takes. */
  boolean isTimed() {
    return isTimed;
  }

  /** It was evaluated between two times. */
  void evaluated(long from, long until) {
    evaluatedFrom = from;
    evaluatedUntil = until;
  }

  /**
   * Tells how it was committed.
   *
   * @param groupSize how many were written together, between two times
   */
  void tell(Watch watch, Committed committed, int groupSize, long writeBegun, long written) {
    TransactionTiming timing = new TransactionTiming(
        committed.t(),
        committed.datoms().size(),
        evaluatedFrom - since,
        evaluatedUntil - evaluatedFrom,
        written - writeBegun,
        written - since,
        groupSize,
        conflicts + 1);
    FlightRecorder.end(event, timing);
    watch.tell(observer -> observer.committed(timing));
  }

  /** Others were faster to commit. Called by one thread at a time. */
  void conflicted() {
    conflicts++;
  }

  /** How often others were faster. */
  int conflicts() {
    return conflicts;
  }

  /** Whether it has been tried often, or long, enough. */
  boolean isStarved() {
    return conflicts >= MAX_ATTEMPTS
        || (conflicts >= SOME_ATTEMPTS && System.nanoTime() - since > MAX_NANOS);
  }
}

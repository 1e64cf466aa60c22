package dev.dfdb.internal.transaction;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether a group is to wait for those who are about to come.
 *
 * <p>A caller whose transaction was just committed often has the next one ready, yet not soon
 * enough for the group that is ready to be written at that moment: groups would alternate between
 * one half of the callers and the other, at two writes for a transaction of each. Where a write
 * takes much longer than evaluating what is in it, as one does that is synced or sent to a server,
 * a group waits until as many are in it as were under way lately, but no longer than a part of what
 * a write takes. Who is alone never waits.
 *
 * <p>Counted from any thread; the rest is for the one who evaluates, and the one who writes.
 */
final class Gathering {

  private static final long MAX_NANOS = 1_000_000;

  private final LongSupplier nanoTime;
  private final AtomicInteger queued = new AtomicInteger();

  /** How many are taken from the queue and not being written. */
  private volatile int held;

  private volatile int companions = 1;
  private volatile long patienceNanos;

  // Of who writes.
  private long writeNanos;
  private long evaluationNanos;

  // Of who evaluates.
  private boolean isAwaiting;
  private long until;

  /**
   * Of callers of whom nothing is known.
   *
   * @param nanoTime the clock, as {@link System#nanoTime} is one
   */
  Gathering(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A request comes to the queue. */
  void came() {
    queued.getAndIncrement();
  }

  /** A request was taken from the queue. */
  void taken() {
    queued.getAndDecrement();
  }

  /** So many are evaluated, or about to be, while another group is written. */
  void holds(int requests) {
    held = requests;
  }

  /**
   * Gives way until another request comes, if it is worth it.
   *
   * @param size the requests that are ready to be written
   * @param isNobodyThere whether none has come
   * @return whether one has
   */
  @SuppressWarnings("ThreadPriorityCheck") // yields to let others run, and does without it as well
  boolean await(int size, BooleanSupplier isNobodyThere) {
    while (isNobodyThere.getAsBoolean()) {
      if (patienceNanos == 0 || size >= companions) {
        return false;
      }
      long now = nanoTime.getAsLong();
      if (!isAwaiting) {
        isAwaiting = true;
        until = now + patienceNanos;
      } else if (now - until >= 0) {
        return false;
      }
      Thread.yield();
    }
    return true;
  }

  /** The group that was waited for is going to be written. */
  void ends() {
    isAwaiting = false;
    held = 0;
  }

  /**
   * A group was written, and its callers are not told yet.
   *
   * @param size the requests in it
   * @param evaluating how many nanoseconds it took to evaluate them
   * @param writing how many it took to write them
   */
  void written(int size, long evaluating, long writing) {
    evaluationNanos = average(evaluationNanos, evaluating);
    writeNanos = average(writeNanos, writing);
    companions = size + held + queued.get();
    patienceNanos = 2 * evaluationNanos < writeNanos ? Math.min(MAX_NANOS, writeNanos / 2) : 0;
  }

  private static long average(long before, long now) {
    return before == 0 ? now : before + (now - before) / 8;
  }
}

package dev.dfdb.internal.transaction;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that waits, one at a time, and those who wake it. Safe from any thread. */
final class IdleThread {

  /**
   * How often it gives way before it sleeps. Where processors are few and callers many, what it
   * waits for comes soon, and to sleep and be woken costs more than to work off a request.
   */
  private static final int MAX_YIELDS = 32;

  private volatile @Nullable Thread asleep;

  /** Has the calling thread give way a few times, at most while a condition holds. */
  @SuppressWarnings("ThreadPriorityCheck") // yields to let others run, and does without it as well
  static void giveWay(BooleanSupplier hasToWait) {
    for (int i = 0; i < MAX_YIELDS && hasToWait.getAsBoolean(); i++) {
      Thread.yield();
    }
  }

  /** Has the calling thread wait while a condition holds, which is looked at when it is woken. */
  void await(BooleanSupplier hasToWait) {
    giveWay(hasToWait);
    boolean interrupted = false;
    asleep = Thread.currentThread();
    while (hasToWait.getAsBoolean()) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    asleep = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Wakes it, if there is one: the condition may have changed. */
  void wake() {
    LockSupport.unpark(asleep);
  }
}

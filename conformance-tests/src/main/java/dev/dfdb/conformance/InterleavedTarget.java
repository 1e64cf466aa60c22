package dev.dfdb.conformance;

/** A target in which something happens right before a change is made, or right after it. */
final class InterleavedTarget extends MemoryTarget {

  private final int number;
  private final boolean isBefore;
  private Runnable action;
  private int changes;

  /**
   * Makes one.
   *
   * @param number the number of the change, from 0
   * @param isBefore whether it happens before the change
   */
  InterleavedTarget(int number, boolean isBefore) {
    this.number = number;
    this.isBefore = isBefore;
    this.action = () -> {};
  }

  /** Says what is to happen; changes are counted from now on. */
  void interleave(Runnable happening) {
    changes = 0;
    action = happening;
  }

  /** Whether it has happened. */
  boolean hasHappened() {
    return changes > number;
  }

  @Override
  void change(Runnable change) {
    boolean isNow = changes++ == number;
    if (isNow && isBefore) {
      action.run();
    }
    change.run();
    if (isNow && !isBefore) {
      action.run();
    }
  }
}

package dev.dfdb.conformance;

import dev.dfdb.backup.BackupException;
import java.util.Map;

/** A target that can't be reached from some change on: before that is made, or after. */
final class FaultyTarget extends MemoryTarget {

  private final int failing;
  private final boolean isApplied;
  private int changes;

  /**
   * Makes one.
   *
   * @param failing the number of the change that fails, from 0
   * @param isApplied whether it is made, though nobody is told
   */
  FaultyTarget(int failing, boolean isApplied) {
    this.failing = failing;
    this.isApplied = isApplied;
  }

  /** Whether the change that was to fail has been tried. */
  boolean hasFailed() {
    return changes > failing;
  }

  @Override
  void change(Runnable change) {
    int number = changes++;
    if (number < failing || (number == failing && isApplied)) {
      change.run();
    }
    if (number >= failing) {
      throw new BackupException("made to fail by the test", Map.of("change", number));
    }
  }
}

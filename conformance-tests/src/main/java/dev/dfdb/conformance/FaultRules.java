package dev.dfdb.conformance;

import dev.dfdb.conformance.oracle.Fault;
import dev.dfdb.conformance.oracle.FaultCourse;
import dev.dfdb.storage.Storage;
import org.junit.jupiter.api.Test;

/**
 * A store that fails in the middle leaves the database before a transaction or after it. The system
 * property {@code dfdb.database.fault-step} says at which writes: at each, or each second, and so
 * on.
 */
interface FaultRules extends DatabaseRules {

  @Test
  default void aWriteThatFailsLeavesWholeTransactions() {
    for (Fault fault : Fault.values()) {
      if (fault != Fault.NONE) {
        failAtEveryWrite(fault, false);
      }
    }
  }

  @Test
  default void aStoreThatDiesAfterAWriteLeavesWholeTransactions() {
    for (Fault fault : Fault.values()) {
      failAtEveryWrite(fault, true);
    }
  }

  private void failAtEveryWrite(Fault fault, boolean dies) {
    int step = Integer.getInteger("dfdb.database.fault-step", 1);
    int write = 0;
    while (fails(write, fault, dies)) {
      write += step;
    }
    if (write < FaultCourse.WRITES) {
      throw new AssertionError("of the writes of a course only " + write + " failed");
    }
  }

  /** Whether the write came. */
  private boolean fails(int write, Fault fault, boolean dies) {
    Bench bench = new Bench(anotherFixture());
    boolean came;
    try {
      came =
          new FaultCourse(bench.storage(), () -> reopened(bench, dies), write, fault, dies).run();
    } catch (RuntimeException | AssertionError problem) {
      String what = fault + " at write " + write + (dies ? ", and then dead" : "");
      try {
        bench.finish();
      } catch (RuntimeException | AssertionError consequence) {
        problem.addSuppressed(consequence);
      }
      throw new AssertionError(what, problem);
    }
    bench.finish();
    forgetLeaks();
    return came;
  }

  private static Storage reopened(Bench bench, boolean killed) {
    if (!bench.capabilities().persistent()) {
      return bench.storage();
    }
    return killed && !bench.fixture().optOuts().containsKey(OptOut.CRASH)
        ? bench.crash()
        : bench.reopen();
  }
}

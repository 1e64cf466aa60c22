package dev.dfdb.internal.record;

import dev.dfdb.observe.TransactionTiming;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A transaction. */
@Name("dfdb.Transaction")
@Label("Transaction")
@Category("dfdb")
@Description("A transaction, from when it was given until it was written")
@StackTrace(false)
final class TransactionEvent extends Event {

  @Label("t")
  long t;

  @Label("Datoms")
  int datoms;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Wait")
  long wait;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Evaluation")
  long evaluation;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Write")
  long write;

  @Label("Group Size")
  int groupSize;

  @Label("Attempts")
  int attempts;

  /** Fills it in, if it is kept. */
  void finish(TransactionTiming timing) {
    end();
    if (shouldCommit()) {
      t = timing.t();
      datoms = timing.datoms();
      wait = timing.waitNanos();
      evaluation = timing.evaluationNanos();
      write = timing.writeNanos();
      groupSize = timing.groupSize();
      attempts = timing.attempts();
      commit();
    }
  }
}

package dev.dfdb.internal.record;

import dev.dfdb.observe.CompactionTiming;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A compaction. */
@Name("dfdb.Compaction")
@Label("Compaction")
@Category("dfdb")
@Description("A compaction of the database and its storage")
@StackTrace(false)
final class CompactionEvent extends Event {

  @Label("Scheduled")
  boolean scheduled;

  @Label("Failed")
  boolean failed;

  /** Fills it in, if it is kept. */
  void finish(CompactionTiming timing) {
    end();
    if (shouldCommit()) {
      scheduled = timing.isScheduled();
      failed = timing.failed();
      commit();
    }
  }
}

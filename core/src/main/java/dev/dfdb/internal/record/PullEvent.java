package dev.dfdb.internal.record;

import dev.dfdb.observe.PullTiming;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A pull. */
@Name("dfdb.Pull")
@Label("Pull")
@Category("dfdb")
@Description("What was pulled of one entity or of many together")
@StackTrace(false)
final class PullEvent extends Event {

  @Label("Pattern")
  @Nullable
  String pattern;

  @Label("Entities")
  int entities;

  @Label("Failed")
  boolean failed;

  /** Fills it in, if it is kept. */
  void finish(PullTiming timing) {
    end();
    if (shouldCommit()) {
      pattern = timing.pattern();
      entities = timing.entities();
      failed = timing.failed();
      commit();
    }
  }
}

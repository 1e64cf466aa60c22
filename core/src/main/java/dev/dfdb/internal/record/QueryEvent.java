package dev.dfdb.internal.record;

import dev.dfdb.observe.QueryTiming;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A query. */
@Name("dfdb.Query")
@Label("Query")
@Category("dfdb")
@Description("A query, from when it was asked until its answer was complete")
@StackTrace(false)
final class QueryEvent extends Event {

  @Label("Query")
  @Nullable
  String query;

  @Label("Rows")
  long rows;

  @DataAmount
  @Label("Bytes Read")
  long bytesRead;

  @Label("Failed")
  boolean failed;

  /** Fills it in, if it is kept. */
  void finish(QueryTiming timing) {
    end();
    if (shouldCommit()) {
      query = timing.query();
      rows = timing.rows();
      bytesRead = timing.bytesRead();
      failed = timing.failed();
      commit();
    }
  }
}

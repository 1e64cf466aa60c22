package dev.dfdb.internal.record;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A scan. */
@Name("dfdb.Scan")
@Label("Scan")
@Category("dfdb")
@Description("A stream of datoms along an index, from its beginning until it was closed")
@StackTrace(false)
final class ScanEvent extends Event {

  @Label("Range")
  @Nullable
  String range;

  @Label("Datoms")
  long datoms;

  /** Fills it in, if it is kept. */
  void finish(String what, long count) {
    end();
    if (shouldCommit()) {
      range = what;
      datoms = count;
      commit();
    }
  }
}

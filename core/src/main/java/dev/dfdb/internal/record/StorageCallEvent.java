package dev.dfdb.internal.record;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A call of the storage. */
@Name("dfdb.StorageCall")
@Label("Storage Call")
@Category("dfdb")
@Description("A call of the storage; of a scan, from its beginning until it was closed")
@Threshold("1 ms")
@StackTrace(false)
final class StorageCallEvent extends Event {

  @Label("Operation")
  @Nullable
  String operation;

  @Label("Entries")
  long entries;

  @DataAmount
  @Label("Bytes")
  long bytes;

  /** Fills it in, if it is kept. */
  void finish(String called, long count, long size) {
    end();
    if (shouldCommit()) {
      operation = called;
      entries = count;
      bytes = size;
      commit();
    }
  }
}

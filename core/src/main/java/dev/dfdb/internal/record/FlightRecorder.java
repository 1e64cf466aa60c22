package dev.dfdb.internal.record;

import dev.dfdb.observe.CompactionTiming;
import dev.dfdb.observe.PullTiming;
import dev.dfdb.observe.QueryTiming;
import dev.dfdb.observe.TransactionTiming;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the Java Flight Recorder, if it runs and they are enabled. An event that has
 * begun is an object of no type that callers know, and null where there is none: so nothing refers
 * to the module jdk.jfr where a runtime goes without it. Safe from any thread.
 */
public final class FlightRecorder {

  private static final boolean AVAILABLE = isPresent();

  private FlightRecorder() {}

  private static boolean isPresent() {
    return ModuleLayer.boot().findModule("jdk.jfr").isPresent();
  }

  /** Whether this runtime has the recorder at all. */
  public static boolean isAvailable() {
    return AVAILABLE;
  }

  /** Begins the event of a transaction; null if there is none. */
  public static @Nullable Object beginTransaction() {
    if (!AVAILABLE) {
      return null;
    }
    TransactionEvent event = new TransactionEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /** Ends it. */
  public static void end(@Nullable Object begun, TransactionTiming timing) {
    if (begun != null) {
      ((TransactionEvent) begun).finish(timing);
    }
  }

  /** Begins the event of a query; null if there is none. */
  public static @Nullable Object beginQuery() {
    if (!AVAILABLE) {
      return null;
    }
    QueryEvent event = new QueryEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /** Ends it. */
  public static void end(@Nullable Object begun, QueryTiming timing) {
    if (begun != null) {
      ((QueryEvent) begun).finish(timing);
    }
  }

  /** Begins the event of a pull; null if there is none. */
  public static @Nullable Object beginPull() {
    if (!AVAILABLE) {
      return null;
    }
    PullEvent event = new PullEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /** Ends it. */
  public static void end(@Nullable Object begun, PullTiming timing) {
    if (begun != null) {
      ((PullEvent) begun).finish(timing);
    }
  }

  /** Begins the event of a compaction; null if there is none. */
  public static @Nullable Object beginCompaction() {
    if (!AVAILABLE) {
      return null;
    }
    CompactionEvent event = new CompactionEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /** Ends it. */
  public static void end(@Nullable Object begun, CompactionTiming timing) {
    if (begun != null) {
      ((CompactionEvent) begun).finish(timing);
    }
  }

  /** Begins the event of a scan of datoms; null if there is none. */
  public static @Nullable Object beginScan() {
    if (!AVAILABLE) {
      return null;
    }
    ScanEvent event = new ScanEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /**
   * Ends it.
   *
   * @param what what was scanned
   * @param datoms how many datoms it gave
   */
  public static void endScan(@Nullable Object begun, String what, long datoms) {
    if (begun != null) {
      ((ScanEvent) begun).finish(what, datoms);
    }
  }

  /** Begins the event of a call of the storage; null if there is none. */
  static @Nullable Object beginCall() {
    if (!AVAILABLE) {
      return null;
    }
    StorageCallEvent event = new StorageCallEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /**
   * Ends it.
   *
   * @param operation the method that was called
   * @param entries how many keys or entries it was about
   * @param bytes how many bytes of keys and values
   */
  static void endCall(@Nullable Object begun, String operation, long entries, long bytes) {
    if (begun != null) {
      ((StorageCallEvent) begun).finish(operation, entries, bytes);
    }
  }
}

package dev.dfdb.storage.memory;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.support.OpenResources;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The open cursors and snapshots of a storage. They hold nothing but memory, so they are only
 * counted, unless resources are {@linkplain OpenResources#TRACK_PROPERTY tracked}: then those never
 * closed are reported.
 */
final class Readers {

  /** Stands for the storage of a reader that is closed. */
  static final Readers NONE = new Readers();

  static {
    NONE.closed = true;
  }

  private final LongAdder cursors = new LongAdder();
  private final LongAdder snapshots = new LongAdder();
  private final @Nullable OpenResources tracked =
      Boolean.getBoolean(OpenResources.TRACK_PROPERTY) ? new OpenResources("memory storage") : null;
  private volatile boolean closed;

  OpenResources.@Nullable Lease opened(OpenResources.Kind kind, Object reader) {
    counter(kind).increment();
    return tracked == null ? null : tracked.open(kind, reader, () -> {});
  }

  void released(OpenResources.Kind kind, OpenResources.@Nullable Lease lease) {
    counter(kind).decrement();
    if (lease != null) {
      lease.close();
    }
  }

  /** How many are open; those lost unclosed count as open, unless resources are tracked. */
  long count(OpenResources.Kind kind) {
    return tracked == null ? counter(kind).sum() : tracked.count(kind);
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    if (tracked != null) {
      tracked.closeAll();
    }
  }

  static StorageClosedException closed(String what) {
    return new StorageClosedException("used after it was closed", Map.of("what", what));
  }

  private LongAdder counter(OpenResources.Kind kind) {
    return kind == OpenResources.Kind.CURSOR ? cursors : snapshots;
  }
}

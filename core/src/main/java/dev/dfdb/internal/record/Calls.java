package dev.dfdb.internal.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what gets were about. */
final class Calls {

  private Calls() {}

  static void got(Object event, byte[] key, byte @Nullable [] value) {
    FlightRecorder.endCall(event, "get", 1, (long) key.length + (value == null ? 0 : value.length));
  }

  static void gotAll(Object event, List<byte[]> keys, List<byte @Nullable []> values) {
    long bytes = 0;
    for (byte[] key : keys) {
      bytes += key.length;
    }
    for (byte[] value : values) {
      bytes += value == null ? 0 : value.length;
    }
    FlightRecorder.endCall(event, "getAll", keys.size(), bytes);
  }
}

package dev.dfdb.storage.fdb.simulation;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Somebody waits until a key has another value than it had. */
final class Watch {

  private final byte[] key;
  private final byte @Nullable [] value;
  private final CompletableFuture<Void> fired;

  Watch(byte[] key, byte @Nullable [] value, CompletableFuture<Void> fired) {
    this.key = key;
    this.value = value;
    this.fired = fired;
  }

  byte[] key() {
    return key;
  }

  boolean isChanged(byte @Nullable [] now) {
    return !Arrays.equals(value, now);
  }

  boolean isDone() {
    return fired.isDone();
  }

  void fire() {
    fired.complete(null);
  }
}

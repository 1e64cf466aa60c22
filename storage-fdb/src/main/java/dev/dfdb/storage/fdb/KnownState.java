package dev.dfdb.storage.fdb;

import dev.dfdb.storage.Guard;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the last batch has left in the keys it was guarded on, and the version at which it did: the
 * next batch that is guarded on the same need not read them. The cluster refuses it if anybody has
 * written there since. Immutable.
 *
 * @param version the version of that commit
 * @param taken when that was, in nanoseconds
 * @param keys what the keys hold
 * @param hasChunks whether some value is in chunks, or may be
 */
record KnownState(
    long version, long taken, Map<ByteBuffer, Optional<byte[]>> keys, boolean hasChunks) {

  /** Well below the time for which the cluster knows what was written. */
  private static final long LIFETIME_NANOS = 2_000_000_000L;

  /** A value that is longer is not worth keeping. */
  private static final int LONGEST = 4 << 10;

  /** What is known after a batch. */
  static KnownState after(WriteBatch batch, long version, long taken, boolean hasChunks) {
    Map<ByteBuffer, Optional<byte[]>> keys = new HashMap<>();
    if (isWorthKeeping(batch)) {
      for (Guard guard : batch.guards()) {
        keys.put(
            ByteBuffer.wrap(guard.key()),
            guard instanceof Guard.Holds holds ? Optional.of(holds.value()) : Optional.empty());
      }
    }
    if (!keys.isEmpty()) {
      batch.operations().forEach(operation -> apply(operation, keys));
    }
    keys.values().removeIf(value -> value.isPresent() && value.get().length > LONGEST);
    return new KnownState(version, taken, Map.copyOf(keys), hasChunks);
  }

  /**
   * Whether the next batch may be guarded on the same: one that changes what it is guarded on takes
   * its turn with all who do, and others that are guarded on it wait for it anyway.
   */
  static boolean isWorthKeeping(WriteBatch batch) {
    return batch.guards().stream()
        .anyMatch(guard -> batch.operations().stream()
            .anyMatch(operation ->
                operation instanceof Operation.Put put && Arrays.equals(put.key(), guard.key())));
  }

  @SuppressWarnings("ByteBufferBackingArray") // each wraps a whole array
  private static void apply(Operation operation, Map<ByteBuffer, Optional<byte[]>> keys) {
    if (operation instanceof Operation.Put put) {
      keys.computeIfPresent(ByteBuffer.wrap(put.key()), (key, held) -> Optional.of(put.value()));
    } else if (operation instanceof Operation.Delete delete) {
      keys.computeIfPresent(ByteBuffer.wrap(delete.key()), (key, held) -> Optional.empty());
    } else if (operation instanceof Operation.DeleteRange delete) {
      keys.replaceAll(
          (key, held) -> delete.range().contains(key.array()) ? Optional.empty() : held);
    }
  }

  /** Whether guards hold in this state, as far as is known, and it is not too long ago. */
  boolean satisfies(List<Guard> guards, long now) {
    return now - taken < LIFETIME_NANOS && guards.stream().allMatch(this::holds);
  }

  private boolean holds(Guard guard) {
    Optional<byte[]> held = keys.get(ByteBuffer.wrap(guard.key()));
    if (held == null) {
      return false;
    }
    return guard instanceof Guard.Holds holds
        ? held.isPresent() && Arrays.equals(held.get(), holds.value())
        : held.isEmpty();
  }
}

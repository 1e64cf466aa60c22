package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.ConflictException;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The guarded keys of one group with the values they have by now: those of the store, changed by
 * each batch of the group that was let through. So the guards of a batch see the batches before it,
 * which are not in the store yet. For the leader only.
 */
final class GuardedState {

  private final NativeDatabase database;
  private final Map<Key, byte @Nullable []> values = new HashMap<>();

  GuardedState(NativeDatabase database) {
    this.database = database;
  }

  /** Reads the keys of guards from the store. To be done before anything is applied. */
  void watch(List<Guard> guards) {
    for (Guard guard : guards) {
      Key key = new Key(guard.key());
      if (!values.containsKey(key)) {
        values.put(key, database.get(guard.key()));
      }
    }
  }

  /** The conflict of the first guard that fails, or null if all hold. The keys are watched. */
  @Nullable
  ConflictException check(List<Guard> guards) {
    return firstConflict(guards, key -> values.get(new Key(key)));
  }

  /** Changes the values as these operations will. */
  void apply(List<Operation> operations) {
    for (Operation operation : operations) {
      if (operation instanceof Operation.Put put) {
        change(new Key(put.key()), put.value());
      } else if (operation instanceof Operation.Delete delete) {
        change(new Key(delete.key()), null);
      } else if (operation instanceof Operation.DeleteRange delete) {
        values.replaceAll((key, value) -> delete.range().contains(key.bytes) ? null : value);
      }
    }
  }

  private void change(Key key, byte @Nullable [] value) {
    if (values.containsKey(key)) {
      values.put(key, value);
    }
  }

  /** The conflict of the first guard that fails against the store itself, or null. */
  static @Nullable ConflictException check(NativeDatabase database, List<Guard> guards) {
    return firstConflict(guards, database::get);
  }

  private static @Nullable ConflictException firstConflict(List<Guard> guards, Values values) {
    for (int i = 0; i < guards.size(); i++) {
      Guard guard = guards.get(i);
      byte[] expected = guard instanceof Guard.Holds holds ? holds.value() : null;
      byte[] actual = values.get(guard.key());
      if (!Arrays.equals(expected, actual)) {
        return new ConflictException(i, guard.key(), expected, actual);
      }
    }
    return null;
  }

  /** Where a guard looks. */
  @FunctionalInterface
  private interface Values {
    byte @Nullable [] get(byte[] key);
  }

  /** A key that is equal by its bytes. */
  private static final class Key {

    private final byte[] bytes;
    private final int hash;

    Key(byte[] bytes) {
      this.bytes = bytes;
      this.hash = Arrays.hashCode(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}

package dev.dfdb.conformance.tutorial;

import dev.dfdb.error.ConflictException;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

// snippet: state
/** One state of the store. Never changed: a batch makes another. */
final class State {

  static final State EMPTY = new State(new TreeMap<>(Arrays::compareUnsigned));

  private final NavigableMap<byte[], byte[]> entries;

  private State(NavigableMap<byte[], byte[]> entries) {
    this.entries = entries;
  }

  byte @Nullable [] get(byte[] key) {
    if (key.length == 0) {
      throw new IllegalArgumentException("a key has at least one byte");
    }
    byte[] value = entries.get(key);
    return value == null ? null : value.clone();
  }

  List<byte @Nullable []> getAll(List<byte[]> keys) {
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    keys.forEach(key -> values.add(get(key)));
    return values;
  }

  NavigableMap<byte[], byte[]> slice(KeyRange range, boolean reverse) {
    NavigableMap<byte[], byte[]> slice = slice(entries, range);
    return reverse ? slice.descendingMap() : slice;
  }

  private static NavigableMap<byte[], byte[]> slice(
      NavigableMap<byte[], byte[]> map, KeyRange range) {
    byte[] start = range.start();
    byte[] end = range.end();
    if (range.isEmpty()) {
      return new TreeMap<>(Arrays::compareUnsigned);
    }
    if (start == null) {
      return end == null ? map : map.headMap(end, false);
    }
    return end == null ? map.tailMap(start, true) : map.subMap(start, true, end, false);
  }

  // end
  // snippet: guards
  /** Checks guards in their order against this state, which is the one before the batch. */
  void check(List<Guard> guards) {
    for (int i = 0; i < guards.size(); i++) {
      Guard guard = guards.get(i);
      byte[] expected = guard instanceof Guard.Holds holds ? holds.value() : null;
      byte[] actual = entries.get(guard.key());
      if (!Arrays.equals(expected, actual)) { // two nulls are equal: absent, as expected
        throw new ConflictException(i, guard.key(), expected, actual);
      }
    }
  }

  // end
  // snippet: apply
  /** The state after the operations, in their order. */
  State apply(List<Operation> operations) {
    NavigableMap<byte[], byte[]> next = new TreeMap<>(entries);
    for (Operation operation : operations) {
      if (operation instanceof Operation.Put put) {
        next.put(put.key().clone(), put.value().clone());
      } else if (operation instanceof Operation.Delete delete) {
        next.remove(delete.key());
      } else if (operation instanceof Operation.DeleteRange delete) {
        slice(next, delete.range()).clear();
      }
    }
    return new State(next);
  }
  // end
}

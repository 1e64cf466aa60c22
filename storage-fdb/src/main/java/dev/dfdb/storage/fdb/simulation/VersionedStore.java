package dev.dfdb.storage.fdb.simulation;

import com.apple.foundationdb.KeyValue;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster holds, at every version that can still be read, and what was written since the
 * oldest of them. Used under the lock of the cluster.
 */
final class VersionedStore implements AutoCloseable {

  private final MemoryStorage entries = MemoryStorage.create();
  private final NavigableMap<Long, Snapshot> states = new TreeMap<>();
  private final NavigableMap<Long, List<ByteRange>> writes = new TreeMap<>();

  VersionedStore() {
    states.put(0L, entries.snapshot());
  }

  /** The last version that was committed. */
  long version() {
    return states.lastKey();
  }

  /** The value of a key at a version. */
  byte @Nullable [] get(long version, byte[] key) {
    return at(version).get(key);
  }

  /** Up to so many entries of a range at a version, or so many bytes and the entry beyond. */
  List<KeyValue> range(long version, ByteRange range, boolean reverse, int limit, long bytes) {
    long left = bytes;
    List<KeyValue> found = new ArrayList<>();
    KeyRange keys = KeyRange.closedOpen(range.begin(), range.end());
    ScanOptions options = new ScanOptions(reverse, limit);
    try (Cursor cursor = at(version).scan(keys, options)) {
      while (left > 0 && cursor.next()) {
        KeyValue entry = new KeyValue(cursor.key(), cursor.value());
        found.add(entry);
        left -= Selection.size(entry);
      }
    }
    return found;
  }

  private ReadView at(long version) {
    Map.Entry<Long, Snapshot> state = states.floorEntry(version);
    if (state == null) {
      throw ErrorCode.TRANSACTION_TOO_OLD.exception();
    }
    return state.getValue();
  }

  /** Whether something of these ranges was written after a version. */
  boolean isWrittenSince(long version, List<ByteRange> read) {
    for (List<ByteRange> written : writes.tailMap(version, false).values()) {
      for (ByteRange one : written) {
        for (ByteRange range : read) {
          if (range.meets(one)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Applies changes as a version. */
  void commit(long version, List<Mutation> mutations, List<ByteRange> written) {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < mutations.size(); i++) {
      Mutation mutation = mutations.get(i);
      if (mutation instanceof Mutation.Put put) {
        batch.put(put.key(), put.value());
      } else if (mutation instanceof Mutation.Clear clear) {
        batch.deleteRange(
            KeyRange.closedOpen(clear.range().begin(), clear.range().end()));
      } else if (mutation instanceof Mutation.Atomic atomic) {
        apply(atomic, mutations.subList(0, i + 1), batch);
      }
    }
    entries.batchWrite(batch.build());
    Snapshot before = states.put(version, entries.snapshot());
    if (before != null) {
      before.close(); // nobody can have seen it: those who share a version are decided on at once
    }
    writes.merge(version, List.copyOf(written), (one, other) -> {
      List<ByteRange> both = new ArrayList<>(one);
      both.addAll(other);
      return both;
    });
  }

  private void apply(Mutation.Atomic atomic, List<Mutation> upToIt, WriteBatch.Builder batch) {
    byte[] value = entries.get(atomic.key());
    for (Mutation mutation : upToIt) {
      value = mutation.applyTo(atomic.key(), value);
    }
    if (value == null) {
      batch.delete(atomic.key());
    } else {
      batch.put(atomic.key(), value);
    }
  }

  /** Forgets what can't be read any more. */
  void expire(long oldest) {
    Long kept = states.floorKey(oldest);
    if (kept != null) {
      NavigableMap<Long, Snapshot> expired = states.headMap(kept, false);
      expired.values().forEach(Snapshot::close);
      expired.clear();
    }
    writes.headMap(oldest, false).clear();
  }

  @Override
  public void close() {
    states.values().forEach(Snapshot::close);
    states.clear();
    entries.close();
  }
}

package dev.dfdb.internal.page;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SortedMapStorage;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A storage of which every state stays readable, and that counts what is asked of it. */
final class Versions {

  private final SortedMapStorage storage = new SortedMapStorage();
  private final List<Snapshot> states = new ArrayList<>();
  private int asked;

  /** Begins with a state of t 0 that is empty. */
  Versions() {
    states.add(storage.snapshot());
  }

  long newest() {
    return states.size() - 1L;
  }

  /** Makes the next state. */
  void write(WriteBatch batch) {
    storage.batchWrite(batch);
    states.add(storage.snapshot());
  }

  /** The state at a t, not counted. */
  Snapshot at(long t) {
    return states.get((int) t);
  }

  /** How often something was asked of a state since this was asked last. */
  int asked() {
    int now = asked;
    asked = 0;
    return now;
  }

  /** The state at a t; what is asked of it is counted. */
  Snapshot counted(long t) {
    Snapshot state = at(t);
    return new Snapshot() {
      @Override
      public byte @Nullable [] get(byte[] key) {
        asked++;
        return state.get(key);
      }

      @Override
      public List<byte @Nullable []> getAll(List<byte[]> keys) {
        asked++;
        return state.getAll(keys);
      }

      @Override
      public Cursor scan(KeyRange range, ScanOptions options) {
        asked++;
        return state.scan(range, options);
      }

      @Override
      public void close() {}
    };
  }
}

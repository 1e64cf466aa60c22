package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Acknowledges batches that wait in its own memory for a while. */
public final class LaggingProvider extends SpoiledProvider {

  /** For {@link java.util.ServiceLoader}. */
  public LaggingProvider() {}

  @Override
  public String type() {
    return "journal-lagging";
  }

  @Override
  Storage spoil(Storage intact) {
    return new Lagging(intact);
  }

  /** Holds back the last batches until something is read, or until one might conflict. */
  private static final class Lagging extends ForwardingStorage {

    private static final int LAG = 3;

    private final Queue<WriteBatch> waiting = new ArrayDeque<>();

    Lagging(Storage intact) {
      super(intact);
    }

    @Override
    public synchronized void batchWrite(WriteBatch batch) {
      boolean mayConflict = batch.guards().size() > 1;
      flush(mayConflict ? 0 : LAG);
      waiting.add(batch);
      flush(mayConflict ? 0 : LAG);
    }

    @Override
    public synchronized byte @Nullable [] get(byte[] key) {
      flush(0);
      return intact().get(key);
    }

    @Override
    public synchronized Cursor scan(KeyRange range, ScanOptions options) {
      flush(0);
      return intact().scan(range, options);
    }

    @Override
    public synchronized void close() {
      flush(0);
      intact().close();
    }

    private void flush(int left) {
      while (waiting.size() > left) {
        intact().batchWrite(waiting.remove());
      }
    }
  }
}

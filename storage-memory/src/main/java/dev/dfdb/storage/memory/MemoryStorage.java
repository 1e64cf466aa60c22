package dev.dfdb.storage.memory;

import dev.dfdb.error.ConflictException;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.support.OpenResources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A storage in the memory of this process, gone when it is closed: for tests, for data that is
 * derived from elsewhere, and as the measure for other backends.
 *
 * <p>The entries are held in a persistent B+ tree. Reading takes no lock and is never held up by
 * writing; a snapshot or a cursor costs the same however much there is, and keeps the memory of the
 * state it sees for as long as it is reachable. Batches are applied one at a time. Every durability
 * is accepted and none means anything, as nothing outlives the process.
 *
 * <p>Safe from any thread.
 */
public final class MemoryStorage implements Storage {

  /** The longest key, in bytes. */
  public static final int MAX_KEY_BYTES = 16 << 10;

  static final long LARGEST_VALUE_LIMIT = 1 << 30;
  static final int DEFAULT_MAX_VALUE_BYTES = 64 << 20;
  static final long DEFAULT_MAX_BATCH_BYTES = 256L << 20;

  /** A load makes its entries visible, and lets other writers in, after this many bytes. */
  private static final long LOAD_STEP_BYTES = 1 << 20;

  private final Capabilities capabilities;
  private final Readers readers = new Readers();
  private final ReentrantLock writing = new ReentrantLock();

  /** The number of the last batch; guarded by {@link #writing}. */
  private long batches;

  /** The present; null when closed. Written under {@link #writing}. */
  private volatile @Nullable Node root = Leaf.EMPTY;

  MemoryStorage(Limits limits) {
    this.capabilities = new Capabilities(
        limits, EnumSet.allOf(Durability.class), SnapshotLifetime.UNBOUNDED, false, false);
  }

  /** Creates an empty storage with the default limits. */
  public static MemoryStorage create() {
    return new MemoryStorage(
        new Limits(MAX_KEY_BYTES, DEFAULT_MAX_VALUE_BYTES, DEFAULT_MAX_BATCH_BYTES));
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return Tree.get(root(), key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    return Tree.getAll(root(), keys);
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return MemoryCursor.open(readers, root(), range, options);
  }

  @Override
  public Snapshot snapshot() {
    return new MemorySnapshot(readers, root());
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    root();
    capabilities.limits().check(batch);
    change(edit -> {
      checkGuards(edit.before(), batch.guards());
      batch.operations().forEach(operation -> apply(edit, operation));
    });
  }

  @Override
  public long load(Iterator<Entry> entries) {
    root();
    Limits limits = capabilities.limits();
    long count = 0;
    List<Entry> part = new ArrayList<>();
    while (entries.hasNext()) {
      long bytes = 0;
      while (bytes < LOAD_STEP_BYTES && entries.hasNext()) {
        Entry entry = entries.next();
        limits.check(entry.key(), entry.value());
        part.add(entry);
        bytes += entry.key().length + entry.value().length;
      }
      change(edit -> part.forEach(entry -> edit.put(entry.key(), entry.value())));
      count += part.size();
      part.clear();
    }
    return count;
  }

  /** Does nothing: there is nowhere to be safe. */
  @Override
  public void sync() {
    root();
  }

  /** Unites neighbouring nodes that deletes have left with little in them. */
  @Override
  public void compact() {
    change(Edit::compact);
  }

  @Override
  public Map<String, Long> statistics() {
    root();
    return Map.of(
        "open-cursors", readers.count(OpenResources.Kind.CURSOR),
        "open-snapshots", readers.count(OpenResources.Kind.SNAPSHOT));
  }

  @Override
  public void close() {
    writing.lock();
    try {
      if (root != null) {
        root = null;
        readers.close();
      }
    } finally {
      writing.unlock();
    }
  }

  /** Makes one change: all of it or, if it throws, nothing. */
  private void change(Consumer<Edit> change) {
    writing.lock();
    try {
      Edit edit = new Edit(root(), ++batches);
      change.accept(edit);
      root = edit.finish();
    } finally {
      writing.unlock();
    }
  }

  /** The present tree. */
  Node root() {
    Node present = root;
    if (present == null) {
      throw Readers.closed("storage");
    }
    return present;
  }

  private static void checkGuards(Node root, List<Guard> guards) {
    for (int i = 0; i < guards.size(); i++) {
      Guard guard = guards.get(i);
      byte[] actual = Tree.get(root, guard.key());
      byte[] expected = guard instanceof Guard.Holds holds ? holds.value() : null;
      if (!Arrays.equals(expected, actual)) {
        throw new ConflictException(i, guard.key(), expected, actual);
      }
    }
  }

  private static void apply(Edit edit, Operation operation) {
    if (operation instanceof Operation.Put put) {
      edit.put(put.key(), put.value());
    } else if (operation instanceof Operation.Delete delete) {
      edit.remove(delete.key());
    } else if (operation instanceof Operation.DeleteRange delete) {
      edit.removeRange(delete.range().start(), delete.range().end());
    }
  }
}

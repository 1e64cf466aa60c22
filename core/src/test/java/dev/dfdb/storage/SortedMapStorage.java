package dev.dfdb.storage;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.TransientStorageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The plainest storage that keeps the contract, for tests of what lies above it: a sorted map that
 * is copied for every batch. Failures of writing can be ordered in advance.
 */
public class SortedMapStorage implements Storage {

  private final Capabilities capabilities;
  private volatile NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
  private volatile boolean closed;
  private @Nullable BatchFault nextFault;
  private volatile @Nullable Runnable meanwhile;
  private final AtomicInteger batches = new AtomicInteger();

  private final AtomicInteger losses = new AtomicInteger();

  /** An empty storage that says it is for one process. */
  public SortedMapStorage() {
    this(false);
  }

  /** An empty storage, which may say that other processes write to it, and snapshots are dear. */
  public SortedMapStorage(boolean shared) {
    this.capabilities = new Capabilities(
        new Limits(1024, 4 << 20, 16 << 20),
        Set.of(Durability.SYNC),
        shared ? SnapshotLifetime.PINS_CONNECTION : SnapshotLifetime.UNBOUNDED,
        false,
        shared);
  }

  /** Loses the state of every open snapshot, as a server does that restarts. */
  public void loseSnapshots() {
    losses.incrementAndGet();
  }

  /** Has something happen before each reading of the present, but for those that it makes. */
  public void meanwhile(@Nullable Runnable happening) {
    meanwhile = happening;
  }

  /** What it holds now. */
  public NavigableMap<byte[], byte[]> content() {
    return entries;
  }

  /** Goes back to what it held, as when a backup is restored. */
  public void restore(NavigableMap<byte[], byte[]> content) {
    entries = content;
  }

  private void happen() {
    Runnable happening = meanwhile;
    if (happening != null) {
      meanwhile = null;
      happening.run();
      meanwhile = happening;
    }
  }

  /** What goes wrong with the next batch. */
  public interface BatchFault {

    /** Called instead of writing; {@code write} writes after all. */
    void write(Runnable write);
  }

  /** Makes the next batch fail as told. */
  public synchronized void failNext(BatchFault fault) {
    nextFault = fault;
  }

  /** How many batches were written. */
  public int batches() {
    return batches.get();
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public synchronized void batchWrite(WriteBatch batch) {
    checkOpen();
    capabilities.limits().check(batch);
    BatchFault fault = nextFault;
    nextFault = null;
    if (fault == null) {
      apply(batch);
    } else {
      fault.write(() -> apply(batch));
    }
  }

  private void apply(WriteBatch batch) {
    checkGuards(batch);
    NavigableMap<byte[], byte[]> next = new TreeMap<>(entries);
    for (Operation operation : batch.operations()) {
      if (operation instanceof Operation.Put put) {
        next.put(put.key(), put.value());
      } else if (operation instanceof Operation.Delete delete) {
        next.remove(delete.key());
      } else if (operation instanceof Operation.DeleteRange delete) {
        next.keySet().removeIf(delete.range()::contains);
      }
    }
    entries = next;
    batches.incrementAndGet();
  }

  private void checkGuards(WriteBatch batch) {
    for (int i = 0; i < batch.guards().size(); i++) {
      Guard guard = batch.guards().get(i);
      byte[] expected = guard instanceof Guard.Holds holds ? holds.value() : null;
      byte[] actual = entries.get(guard.key());
      if (!Arrays.equals(expected, actual)) {
        throw new ConflictException(i, guard.key(), expected, actual);
      }
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return snapshot().get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    return snapshot().getAll(keys);
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return snapshot().scan(range, options);
  }

  @Override
  public Snapshot snapshot() {
    checkOpen();
    happen();
    return new MapSnapshot(entries);
  }

  @Override
  public void sync() {
    checkOpen();
  }

  @Override
  public void compact() {
    checkOpen();
  }

  @Override
  public Map<String, Long> statistics() {
    return Map.of("open-cursors", 0L, "open-snapshots", 0L);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new StorageClosedException("used after it was closed", Map.of());
    }
  }

  private final class MapSnapshot implements Snapshot {

    private final NavigableMap<byte[], byte[]> state;
    private final int lossesBefore = losses.get();
    private boolean released;

    MapSnapshot(NavigableMap<byte[], byte[]> state) {
      this.state = state;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      check();
      byte[] value = state.get(key);
      return value == null ? null : value.clone();
    }

    @Override
    public List<byte @Nullable []> getAll(List<byte[]> keys) {
      List<byte @Nullable []> values = new ArrayList<>();
      keys.forEach(key -> values.add(get(key)));
      return values;
    }

    @Override
    public Cursor scan(KeyRange range, ScanOptions options) {
      check();
      NavigableMap<byte[], byte[]> within = within(range);
      return new MapCursor((options.reverse() ? within.descendingMap() : within)
          .entrySet().stream().limit(options.limit()).iterator());
    }

    private NavigableMap<byte[], byte[]> within(KeyRange range) {
      if (range.isEmpty()) {
        return new TreeMap<>(Arrays::compareUnsigned);
      }
      byte[] start = range.start();
      byte[] end = range.end();
      NavigableMap<byte[], byte[]> within = start == null ? state : state.tailMap(start, true);
      return end == null ? within : within.headMap(end, false);
    }

    private void check() {
      checkOpen();
      if (released) {
        throw new StorageClosedException("used after it was closed", Map.of("what", "snapshot"));
      }
      if (isLost()) {
        throw new TransientStorageException("the state is lost", Map.of());
      }
    }

    @Override
    public boolean isLost() {
      return losses.get() > lossesBefore;
    }

    @Override
    public void close() {
      released = true;
    }
  }

  private static final class MapCursor implements Cursor {

    private final Iterator<Map.Entry<byte[], byte[]>> entries;
    private Map.@Nullable Entry<byte[], byte[]> entry;

    MapCursor(Iterator<Map.Entry<byte[], byte[]>> entries) {
      this.entries = entries;
    }

    @Override
    public boolean next() {
      entry = entries.hasNext() ? entries.next() : null;
      return entry != null;
    }

    @Override
    public byte[] key() {
      return standing().getKey().clone();
    }

    @Override
    public byte[] value() {
      return standing().getValue().clone();
    }

    @Override
    public int readKey(byte[] buffer) {
      return copy(key(), buffer);
    }

    @Override
    public int readValue(byte[] buffer) {
      return copy(value(), buffer);
    }

    private static int copy(byte[] from, byte[] to) {
      System.arraycopy(from, 0, to, 0, Math.min(from.length, to.length));
      return from.length;
    }

    private Map.Entry<byte[], byte[]> standing() {
      if (entry == null) {
        throw new IllegalStateException("the cursor does not stand on an entry");
      }
      return entry;
    }

    @Override
    public void close() {}
  }
}

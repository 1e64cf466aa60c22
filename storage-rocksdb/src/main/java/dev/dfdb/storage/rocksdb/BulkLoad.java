package dev.dfdb.storage.rocksdb;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.support.CloseGate;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * One bulk load. Entries are collected into chunks; as long as these ascend they go into files made
 * beside the database, and otherwise into the memtable without being logged. Either way they are on
 * disk at the end. Chunks become visible in the order of the entries, so of two entries with one
 * key the later one wins.
 *
 * <p>Not safe for several threads, but several loads may run at once. While the caller's iterator
 * works, the storage may be closed; the load then ends with the closed error.
 */
final class BulkLoad implements AutoCloseable {

  private static final int CHUNK_BYTES = 1 << 20;
  private static final long RUN_WORTH_A_FILE = 16L << 20;
  private static final long FILE_BYTES = 64L << 20;

  private final NativeDatabase database;
  private final GroupCommit commits;
  private final SyncPoints syncPoints;
  private final CloseGate gate;
  private final Limits limits;
  private final EncodedBatch chunk = EncodedBatch.withCapacity(CHUNK_BYTES + (CHUNK_BYTES >> 3));

  private byte @Nullable [] firstOfChunk;
  private byte @Nullable [] last;
  private byte @Nullable [] lastOfRun;
  private boolean ascends = true;
  private boolean runsPay = true;
  private @Nullable SortedRun run;
  private long count;

  BulkLoad(
      NativeDatabase database,
      GroupCommit commits,
      SyncPoints syncPoints,
      CloseGate gate,
      Limits limits) {
    this.database = database;
    this.commits = commits;
    this.syncPoints = syncPoints;
    this.gate = gate;
    this.limits = limits;
  }

  /** Loads all entries and returns how many there were. */
  long load(Iterator<Entry> entries) {
    while (entries.hasNext()) {
      Entry entry = entries.next();
      add(entry.key(), entry.value());
      if (chunk.size() >= CHUNK_BYTES) {
        inGate(this::drain);
      }
    }
    inGate(this::end);
    return count;
  }

  @Override
  public void close() {
    if (run != null) {
      run.close();
    }
  }

  private void add(byte[] key, byte[] value) {
    limits.check(key, value);
    byte[] copy = key.clone();
    if (chunk.count() == 0) {
      firstOfChunk = copy;
      ascends = true;
    } else if (ascends && last != null) {
      ascends = Arrays.compareUnsigned(last, copy) < 0;
    }
    last = copy;
    chunk.put(copy, value);
    count++;
  }

  private void drain() {
    if (runsPay && ascends && isAbove(lastOfRun, firstOfChunk)) {
      SortedRun target = run;
      if (target == null) {
        target = new SortedRun(database, commits, syncPoints, FILE_BYTES);
        run = target;
      }
      chunk.forEachPut(target::add);
      lastOfRun = last;
    } else {
      endRun();
      write(Durability.NONE);
    }
    chunk.clear();
  }

  private void end() {
    if (chunk.count() == count) {
      write(Durability.SYNC); // all there is: not worth a file of its own
    } else if (chunk.count() > 0) {
      drain();
    }
    endRun();
    syncPoints.sync();
  }

  private void endRun() {
    SortedRun ended = run;
    if (ended != null) {
      ended.finish();
      runsPay = ended.bytes() >= RUN_WORTH_A_FILE;
      run = null;
      lastOfRun = null;
      ended.close();
    }
  }

  private void write(Durability durability) {
    if (chunk.count() > 0) {
      commits.commit(QueuedBatch.ofPuts(chunk, durability));
    }
  }

  private void inGate(Runnable step) {
    int stripe = gate.enter();
    try {
      step.run();
    } finally {
      gate.leave(stripe);
    }
  }

  private static boolean isAbove(byte @Nullable [] lower, byte @Nullable [] key) {
    return lower == null || key == null || Arrays.compareUnsigned(lower, key) < 0;
  }
}

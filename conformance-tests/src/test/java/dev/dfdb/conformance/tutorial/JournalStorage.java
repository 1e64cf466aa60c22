package dev.dfdb.conformance.tutorial;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.support.OpenResources;
import dev.dfdb.storage.support.OpenResources.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

// snippet: storage
/** A sorted map in memory, with a journal on disk. */
final class JournalStorage implements Storage {

  private final Capabilities capabilities;
  private final Durability durability;
  private final Journal journal;
  private final OpenResources resources;
  private final Object writing = new Object();
  private final Object opening = new Object();
  private volatile State state;
  private volatile boolean closed;

  JournalStorage(Path directory, Durability durability, Limits limits) {
    this.capabilities = capabilities(limits);
    this.durability = durability;
    this.journal = Journal.open(directory);
    this.resources = new OpenResources("journal " + directory);
    this.state = replayOrClose(journal);
  }

  static Capabilities capabilities(Limits limits) {
    return new Capabilities(
        limits,
        Set.of(Durability.SYNC, Durability.ASYNC),
        SnapshotLifetime.UNBOUNDED,
        true, // persistent
        false); // sharedByProcesses
  }

  private static State replayOrClose(Journal journal) {
    try {
      return journal.replay();
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  // end
  // snippet: reads
  @Override
  public byte @Nullable [] get(byte[] key) {
    return openState().get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    return openState().getAll(keys);
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return openCursor(openState(), range, options);
  }

  /** Opens a cursor on a state, of the present or of a snapshot. */
  Cursor openCursor(State seen, KeyRange range, ScanOptions options) {
    synchronized (opening) {
      openState(); // closing takes this lock too: what is open by then is closed with the storage
      return new JournalCursor(seen, range, options, resources);
    }
  }

  @Override
  public Snapshot snapshot() {
    synchronized (opening) {
      return new JournalSnapshot(openState(), this, resources);
    }
  }

  private State openState() {
    State present = state;
    if (closed) {
      throw new StorageClosedException("the storage is closed", Map.of());
    }
    return present;
  }

  // end
  // snippet: writes
  @Override
  public void batchWrite(WriteBatch batch) {
    Durability mode = batch.durability().orElse(durability);
    synchronized (writing) {
      State before = openState();
      if (!capabilities.durabilities().contains(mode)) {
        throw new MisconfiguredException(
            "the storage does not have this durability",
            Map.of("durability", mode, "available", capabilities.durabilities()));
      }
      capabilities.limits().check(batch);
      before.check(batch.guards());
      State after = before.apply(batch.operations());
      journal.append(batch.operations(), mode == Durability.SYNC);
      state = after;
    }
  }

  @Override
  public void sync() {
    synchronized (writing) {
      openState();
      journal.sync();
    }
  }

  // end
  // snippet: close
  @Override
  public void close() {
    synchronized (writing) {
      if (!closed) {
        synchronized (opening) {
          closed = true;
        }
        resources.closeAll();
        journal.close();
      }
    }
  }

  // end
  // snippet: rest
  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void compact() {
    openState(); // this engine has no space to give back: its journal only grows
  }

  @Override
  public Map<String, Long> statistics() {
    openState();
    return Map.of(
        "open-cursors", resources.count(Kind.CURSOR),
        "open-snapshots", resources.count(Kind.SNAPSHOT));
  }

  // end

  /** How much of the journal survives the loss of power: for the fixture, which then cuts it. */
  long syncedBytes() {
    synchronized (writing) {
      return journal.synced();
    }
  }
}

package dev.dfdb.internal.namespace;

import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Checkpointing;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The part of a storage that belongs to one namespace, as a storage of its own. A database in it
 * uses the keys that it would use if it were alone, and this turns them into those of its number;
 * so it can't reach anything else, whatever it asks for. Safe from any thread.
 *
 * <p>Syncing, compacting and checkpoints are done to the whole storage, whose statistics these are.
 * Closing does nothing: the storage is closed by who opened it.
 */
public final class Region implements Storage, Checkpointing {

  private final Storage outer;
  private final RegionKeys keys;

  /** The region of a number in a storage. */
  public Region(Storage outer, long number) {
    this.outer = outer;
    this.keys = new RegionKeys(number);
  }

  @Override
  public Capabilities capabilities() {
    return outer.capabilities();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return outer.get(keys.outer(key));
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> wanted) {
    return outer.getAll(wanted.stream().map(keys::outer).toList());
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    return new RegionCursor(keys, outer.scan(keys.outer(range), options));
  }

  @Override
  public void batchWrite(WriteBatch batch) {
    outer.batchWrite(keys.outer(batch));
  }

  @Override
  public Snapshot snapshot() {
    return new RegionSnapshot(keys, outer.snapshot());
  }

  @Override
  public Optional<CompletableFuture<Void>> whenChanged(byte[] key, byte[] value) {
    return outer.whenChanged(keys.outer(key), value);
  }

  @Override
  public void sync() {
    outer.sync();
  }

  @Override
  public void compact() {
    outer.compact();
  }

  @Override
  public Map<String, Long> statistics() {
    return outer.statistics();
  }

  @Override
  public void checkpoint(Path target) {
    Checkpointing.of(outer).checkpoint(target);
  }

  @Override
  public void close() {}
}

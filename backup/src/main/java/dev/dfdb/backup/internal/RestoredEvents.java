package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of layers that are being restored: all anew, and their root at last, so that an
 * interrupted restore has left no root. Used by one thread.
 */
final class RestoredEvents {

  private static final long BATCH_BYTES = 512 * 1024;

  private final Storage storage;
  private final byte[] root;
  private final byte @Nullable [] there;
  private WriteBatch.Builder batch = WriteBatch.builder();

  /**
   * Looks at what there is. Nothing is written.
   *
   * @param root the root to restore
   * @param earlier the roots of backups, which may be replaced as well as what a restore has left
   * @throws BackupException if there are others
   */
  RestoredEvents(Storage storage, String root, List<@Nullable String> earlier, String location) {
    this.storage = storage;
    this.root = HexFormat.of().parseHex(root);
    this.there = storage.get(Layers.root());
    byte[] present = there;
    if (present != null
        && !Arrays.equals(present, this.root)
        && !Arrays.equals(present, storage.get(Layers.restored()))
        && !earlier.contains(Digests.hex(present))) {
      throw new BackupException(
          "there are streams of events that are not of this backup: something was written into them"
              + " since they were restored; restore into an empty storage, or without events",
          Map.of("backup", location));
    }
  }

  /**
   * Removes what is there, unless it is what is to be restored.
   *
   * @return whether it is to be restored
   */
  boolean begin() {
    byte[] present = there;
    if (present == null) {
      storage.batchWrite(removal().requireAbsent(Layers.root()).build());
      return true;
    }
    boolean isSame = Arrays.equals(present, root);
    WriteBatch.Builder change = isSame
        ? WriteBatch.builder().put(Layers.restored(), root)
        : removal().delete(Layers.root());
    storage.batchWrite(change.requireHolds(Layers.root(), present).build());
    return !isSame;
  }

  private static WriteBatch.Builder removal() {
    return WriteBatch.builder().deleteRange(Layers.entries());
  }

  /**
   * Restores a part.
   *
   * @throws Damage if it is not what was written
   */
  void load(String name, byte[] file, long identity) throws Damage {
    try (PartReader part = new PartReader(name, file, PartKind.EVENTS, identity)) {
      for (Entry entry = part.next(); entry != null; entry = part.next()) {
        if (!Layers.entries().contains(entry.key())) {
          throw new Damage(name, "entries", -1, "one of them belongs to no layer");
        }
        batch.adopt(entry.key(), entry.value());
        if (batch.sizeInBytes() >= BATCH_BYTES) {
          write();
        }
      }
    }
  }

  private void write() {
    WriteBatch whole = batch.requireAbsent(Layers.root()).build();
    batch = WriteBatch.builder();
    storage.batchWrite(whole);
  }

  /** Ends it. That they are as a restore has left them stands beside them from now on. */
  void finish() {
    batch.put(Layers.root(), root);
    batch.put(Layers.restored(), root);
    write();
    storage.sync();
  }
}

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
  private WriteBatch.Builder batch = WriteBatch.builder();

  /** Prepares it. */
  RestoredEvents(Storage storage, String root) {
    this.storage = storage;
    this.root = HexFormat.of().parseHex(root);
  }

  /**
   * Removes what is there.
   *
   * @param earlier the roots of backups, which may be replaced
   * @return false if they are there already
   * @throws BackupException if there are others
   */
  boolean begin(List<@Nullable String> earlier, String location) {
    byte[] there = storage.get(Layers.root());
    if (Arrays.equals(there, root)) {
      return false;
    }
    if (there != null && !earlier.contains(Digests.hex(there))) {
      throw new BackupException(
          "there are streams of events that are not of this backup; restore into an empty storage,"
              + " or without events",
          Map.of("backup", location));
    }
    WriteBatch.Builder removal = WriteBatch.builder();
    if (there == null) {
      removal.requireAbsent(Layers.root());
    } else {
      removal.requireHolds(Layers.root(), there).delete(Layers.root());
    }
    storage.batchWrite(removal.deleteRange(Layers.entries()).build());
    return true;
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

  /** Ends it. */
  void finish() {
    batch.put(Layers.root(), root);
    write();
    storage.sync();
  }
}

package dev.dfdb.storage;

import dev.dfdb.error.MisconfiguredException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A storage whose engine can copy all of its files in a moment. Such a copy is for the same engine
 * only; a backup that any storage can be restored from takes longer.
 */
public interface Checkpointing {

  /**
   * Makes a copy of the present state of the whole storage that can be opened as a storage of its
   * own.
   *
   * @param target a directory that does not exist yet, in one that does
   * @throws MisconfiguredException if the target exists, or the engine behind this can't do it
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  void checkpoint(Path target);

  /**
   * A storage as one that can do this.
   *
   * @throws MisconfiguredException if it can't
   */
  static Checkpointing of(Storage storage) {
    if (storage instanceof Checkpointing checkpointing) {
      return checkpointing;
    }
    throw new MisconfiguredException(
        "this storage makes no checkpoints, as RocksDB does; make a backup",
        Map.of("storage", storage.getClass().getSimpleName()));
  }
}

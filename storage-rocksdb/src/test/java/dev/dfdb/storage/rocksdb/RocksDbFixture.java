package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.DirectoryFixture;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A database whose power can be cut: what a dying process leaves, with each log cut back to where
 * the engine last synced it. Data files are synced before the engine relies on them, and stay.
 */
final class RocksDbFixture extends DirectoryFixture {

  private @Nullable WatchedStorage watched;
  private @Nullable Map<String, Long> cutTo;

  RocksDbFixture() {
    super(
        // Without background sync, which would sync at moments nobody here sees.
        Map.of("type", "rocksdb", "async-sync-interval", 0),
        "path",
        new Capabilities(
            new Limits(32 << 10, 64 << 20, 256L << 20),
            Set.of(Durability.values()),
            SnapshotLifetime.UNBOUNDED,
            true,
            false),
        Map.of());
  }

  @Override
  public Storage open(Map<String, ?> options) {
    if (cutTo != null) {
      cut(directory(), cutTo);
    }
    watched = new WatchedStorage(super.open(options), directory());
    return watched;
  }

  @Override
  public Storage powerLoss(Storage storage) {
    cutTo = new HashMap<>(watched == null ? Map.of() : watched.synced());
    try {
      return crash(storage);
    } finally {
      cutTo = null;
    }
  }

  private static void cut(Path directory, Map<String, Long> lengths) {
    for (Path log : Stores.files(directory, ".log")) {
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.truncate(lengths.getOrDefault(log.getFileName().toString(), 0L));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.DirectoryFixture;
import dev.dfdb.conformance.OptOut;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.SnapshotLifetime;
import java.util.Map;
import java.util.Set;

/** What the conformance suites need to know of RocksDB: a directory and the capabilities. */
final class RocksDbFixture extends DirectoryFixture {

  RocksDbFixture() {
    super(
        Map.of("type", "rocksdb"),
        "path",
        new Capabilities(
            new Limits(32 << 10, 64 << 20, 256L << 20),
            Set.of(Durability.values()),
            SnapshotLifetime.UNBOUNDED,
            true,
            false),
        Map.of(OptOut.POWER_LOSS, "the engine does not say up to where its log is synced"));
  }
}

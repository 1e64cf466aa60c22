package dev.dfdb.storage.postgres;

import dev.dfdb.conformance.OptOut;
import dev.dfdb.conformance.StorageFixture;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import java.util.Map;
import java.util.Set;

/** A table of its own in the server of the tests. */
final class PostgresFixture implements StorageFixture {

  private final String table = TestServer.newTable();

  @Override
  public Capabilities declared() {
    return new Capabilities(
        new Limits(2_048, 64 << 20, 256L << 20),
        Set.of(Durability.SYNC, Durability.ASYNC),
        SnapshotLifetime.PINS_CONNECTION,
        true,
        true);
  }

  @Override
  public Map<String, Object> config() {
    return Map.of("type", "postgres", "connection-uri", TestServer.uri(), "table", table);
  }

  /** To the server, a client that is killed is one whose connections end. */
  @Override
  public Storage crash(Storage storage) {
    TestServer.cut(table);
    storage.close();
    return open(Map.of());
  }

  @Override
  public void wipe() {
    TestServer.drop(table);
  }

  @Override
  public Map<OptOut, String> optOuts() {
    return Map.of(
        OptOut.POWER_LOSS, "the log is the server's, and can't be cut back to its last sync");
  }
}

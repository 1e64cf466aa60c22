package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.OptOut;
import dev.dfdb.conformance.StorageFixture;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Storage;
import java.util.Map;

/** A place of its own in the real cluster. */
final class RealFixture implements StorageFixture {

  private final String prefix = RealCluster.newPrefix();

  @Override
  public Capabilities declared() {
    return SimulationFixture.DECLARED;
  }

  @Override
  public Map<String, Object> config() {
    return RealCluster.config(prefix);
  }

  /** To the cluster, a client that is killed is one that asks for nothing any more. */
  @Override
  public Storage crash(Storage storage) {
    storage.close();
    return open(Map.of());
  }

  @Override
  public void wipe() {
    RealCluster.clear(prefix);
  }

  @Override
  public Map<OptOut, String> optOuts() {
    return Map.of(
        OptOut.POWER_LOSS,
        "the disks are the cluster's, and can't be cut back to their last sync",
        OptOut.SMALL_HEAP,
        "a cluster keeps a state for five seconds, and a copy of so many entries takes longer");
  }
}

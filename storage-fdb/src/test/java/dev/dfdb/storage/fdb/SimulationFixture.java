package dev.dfdb.storage.fdb;

import dev.dfdb.conformance.OptOut;
import dev.dfdb.conformance.StorageFixture;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.fdb.simulation.Faults;
import java.util.Map;
import java.util.Set;

/** A simulated cluster of its own. */
final class SimulationFixture implements StorageFixture {

  static final Capabilities DECLARED = new Capabilities(
      new Limits(4_096, 2 << 20, 3L << 20),
      Set.of(Durability.SYNC),
      SnapshotLifetime.SECONDS,
      true,
      true);

  private final String cluster;

  SimulationFixture(long seed, Faults faults) {
    this.cluster = Clusters.start(seed, faults);
  }

  @Override
  public Capabilities declared() {
    return DECLARED;
  }

  /**
   * Where threads do not take turns, virtual time runs on while the machine does not let one of
   * them run. So pauses are short, or its state would be five virtual seconds old; and nobody is
   * out of time.
   */
  @Override
  public Map<String, Object> config() {
    return Map.of(
        "type",
        SimulationProvider.TYPE,
        "cluster",
        cluster,
        "max-retry-delay",
        "1ms",
        "timeout",
        "24h");
  }

  /** To the cluster, a client that is killed is one that asks for nothing any more. */
  @Override
  public Storage crash(Storage storage) {
    storage.close();
    return open(Map.of());
  }

  /** What a commit was acknowledged for is on the disks of the cluster. */
  @Override
  public Storage powerLoss(Storage storage) {
    return crash(storage);
  }

  @Override
  public void wipe() {
    Clusters.stop(cluster);
  }

  @Override
  public Map<OptOut, String> optOuts() {
    return Map.of(OptOut.SMALL_HEAP, "the whole cluster is in the heap of the process");
  }
}

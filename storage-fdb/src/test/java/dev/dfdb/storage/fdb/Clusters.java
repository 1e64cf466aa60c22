package dev.dfdb.storage.fdb;

import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The simulated clusters of the running tests, by name, as configurations name them. */
final class Clusters {

  private static final Map<String, SimulatedCluster> BY_NAME = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBER = new AtomicLong();

  private Clusters() {}

  /** Starts one, and gives its name. */
  static String start(long seed, Faults faults) {
    String name = "cluster-" + NUMBER.incrementAndGet();
    BY_NAME.put(name, new SimulatedCluster(seed, faults));
    return name;
  }

  /** One that was started. */
  static SimulatedCluster get(String name) {
    SimulatedCluster cluster = BY_NAME.get(name);
    if (cluster == null) {
      throw new IllegalArgumentException("no such cluster: " + name);
    }
    return cluster;
  }

  static void stop(String name) {
    get(name).close();
    BY_NAME.remove(name);
  }
}

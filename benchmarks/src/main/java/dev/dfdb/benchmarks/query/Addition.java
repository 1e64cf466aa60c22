package dev.dfdb.benchmarks.query;

import java.util.List;

/**
 * Engines and workloads that need libraries which are not always there. Found by {@link Catalog};
 * safe for several threads.
 */
public interface Addition {

  /** The names by which {@link #engine} knows its engines. */
  List<String> engines();

  /**
   * An engine without data.
   *
   * @param name one of {@link #engines}
   * @throws IllegalArgumentException if it is not
   */
  Engine engine(String name);

  /** Workloads, without their data. */
  List<Workload> workloads();
}

package dev.dfdb.benchmarks.query;

import java.util.ArrayList;
import java.util.List;

/** Compares dfdb with other databases; arguments as for {@link Comparison}. */
public final class PeerComparison {

  private PeerComparison() {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws Exception {
    List<Workload> workloads = new ArrayList<>(Comparison.workloads());
    workloads.add(new TpchWorkload());
    Comparison.run(
        List.of(new DfdbEngine("memory"), new DfdbEngine("rocksdb"), new DatomicEngine()),
        workloads,
        arguments);
    // Datomic's threads are no daemons.
    System.exit(0);
  }
}

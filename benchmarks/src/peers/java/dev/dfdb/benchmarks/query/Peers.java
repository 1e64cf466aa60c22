package dev.dfdb.benchmarks.query;

import java.util.List;

/** Datomic and XTDB, and the workload that needs a library to make its data. */
public final class Peers implements Addition {

  private static final List<String> NAMES = List.of("datomic", "xtdb", "xtdb-rocksdb");

  /** For {@link Catalog}, which finds it by name. */
  public Peers() {}

  @Override
  public List<String> engines() {
    return NAMES;
  }

  @Override
  public Engine engine(String name) {
    return switch (name) {
      case "datomic" -> new DatomicEngine();
      case "xtdb" -> new XtdbEngine(false);
      case "xtdb-rocksdb" -> new XtdbEngine(true);
      default -> throw new IllegalArgumentException("no engine " + name + "; there are " + NAMES);
    };
  }

  @Override
  public List<Workload> workloads() {
    return List.of(new TpchWorkload());
  }
}

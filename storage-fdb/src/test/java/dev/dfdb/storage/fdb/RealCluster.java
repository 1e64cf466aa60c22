package dev.dfdb.storage.fdb;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;

/**
 * The real cluster of this run, if there is one: its cluster file is named by {@value #VARIABLE}.
 */
final class RealCluster {

  static final String VARIABLE = "DFDB_FDB_CLUSTER_FILE";

  private static final AtomicLong NUMBER = new AtomicLong();

  private RealCluster() {}

  /** Skips the test, and says so, where there is none. */
  static void require() {
    if (System.getenv(VARIABLE) == null) {
      String reason =
          "not run on a real FoundationDB cluster: " + VARIABLE + " names no cluster file";
      System.out.println("[foundationdb] " + reason);
      Assumptions.abort(reason);
    }
  }

  static String file() {
    String file = System.getenv(VARIABLE);
    if (file == null) {
      throw new IllegalStateException(VARIABLE + " is not set");
    }
    return file;
  }

  /** A prefix that nobody else uses. */
  static String newPrefix() {
    return "test/" + Long.toHexString(System.nanoTime()) + "/" + NUMBER.incrementAndGet();
  }

  static Map<String, Object> config(String prefix) {
    return Map.of("type", "foundationdb", "cluster-file", file(), "key-prefix", prefix);
  }

  /** Removes everything under a prefix. */
  static void clear(String prefix) {
    try (FdbStorage storage =
        FdbStorage.open(Map.of("cluster-file", file(), "key-prefix", prefix))) {
      storage.clear();
    }
  }
}

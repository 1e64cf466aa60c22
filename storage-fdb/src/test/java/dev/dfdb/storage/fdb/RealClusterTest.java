package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On a real cluster, where there is one; says so where there is none. */
class RealClusterTest {

  @Test
  void aDatabaseInARealClusterIsThereAgainWhenItIsOpenedAgain() {
    RealCluster.require();
    String prefix = RealCluster.newPrefix();
    Map<String, Object> config = Map.of("storage-config", RealCluster.config(prefix));
    try {
      try (Connection connection = Dfdb.createDb(config)) {
        connection.transact("[{:n 1}]");
      }
      try (Connection connection = Dfdb.createDb(config)) {
        assertEquals(1L, connection.db().q("[:find ?n . :where [_ :n ?n]]").value());
      }
    } finally {
      RealCluster.clear(prefix);
    }
  }

  @Test
  void oneProcessIsToldOfWhatAnotherHasWritten() throws Exception {
    RealCluster.require();
    String prefix = RealCluster.newPrefix();
    Map<String, Object> config = Map.of("cluster-file", RealCluster.file(), "key-prefix", prefix);
    byte[] key = {1};
    try (FdbStorage mine = FdbStorage.open(config);
        FdbStorage others = FdbStorage.open(config)) {
      others.put(key, key);
      CompletableFuture<Void> change = mine.whenChanged(key, key).orElseThrow();
      others.put(new byte[] {2}, key);
      assertFalse(change.isDone());
      others.put(key, new byte[] {3});
      change.get(60, TimeUnit.SECONDS);
    } finally {
      RealCluster.clear(prefix);
    }
  }
}

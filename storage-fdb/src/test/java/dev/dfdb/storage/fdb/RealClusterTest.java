package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import java.util.Map;
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
}

package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cluster tells one process of what another has written, without being asked again. */
class WatchTest {

  private static final byte[] KEY = {1};
  private static final byte[] OTHER = {2};

  private final SimulatedCluster cluster = new SimulatedCluster(Seeds.SEED, Seeds.FAULTS);
  private final FdbStorage mine = cluster.open(Map.of());
  private final FdbStorage others = cluster.open(Map.of());

  @AfterEach
  void close() {
    mine.close();
    others.close();
    cluster.close();
  }

  private CompletableFuture<Void> watch(byte[] known) {
    return mine.whenChanged(KEY, known).orElseThrow();
  }

  @Test
  void aChangeIsTold() {
    others.put(KEY, KEY);
    CompletableFuture<Void> change = watch(KEY);
    cluster.setFaults(Faults.NONE);
    others.put(OTHER, OTHER);
    others.put(KEY, KEY);
    assertFalse(change.isDone(), "it holds the same");
    var asked = cluster.requests();
    assertFalse(change.isDone());
    assertEquals(asked, cluster.requests(), "waiting asks for nothing");
    others.put(KEY, OTHER);
    assertTrue(change.isDone());
  }

  @Test
  void whatHasChangedAlreadyIsToldAtOnce() {
    others.put(KEY, OTHER);
    assertTrue(watch(KEY).isDone());
  }

  @Test
  void closingEndsIt() {
    others.put(KEY, KEY);
    CompletableFuture<Void> change = watch(KEY);
    mine.close();
    assertTrue(change.isDone());
  }
}

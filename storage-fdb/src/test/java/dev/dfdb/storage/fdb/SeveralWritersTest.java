package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.conformance.writers.Counters;
import dev.dfdb.conformance.writers.Event;
import dev.dfdb.conformance.writers.History;
import dev.dfdb.conformance.writers.Incrementer;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Several connections, as of several processes, write one database in a cluster that shows every
 * fault. The system properties {@code dfdb.fdb.seed} and {@code dfdb.fdb.seeds} say which cluster
 * is the first and how many there are, {@code dfdb.fdb.transactions} how many transactions are made
 * in each.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SeveralWritersTest {

  private static final int CONNECTIONS = 6;
  private static final int SEEDS = Integer.getInteger("dfdb.fdb.seeds", 3);
  private static final int TRANSACTIONS = Integer.getInteger("dfdb.fdb.transactions", 150);

  /** What became of the operations of one cluster. */
  private final List<Event> events = new ArrayList<>();

  /** How many transactions its log has. */
  private long written;

  @Test
  void noUpdateIsLostNoneIsAppliedTwiceAndEverythingHappensInOneOrder() throws Exception {
    Map<Event.Told, Integer> told = new EnumMap<>(Event.Told.class);
    long transactions = 0;
    for (long seed = Seeds.SEED; seed < Seeds.SEED + SEEDS; seed++) {
      try {
        takeTurns(seed);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError(
            "repeat with -Dtest=SeveralWritersTest -Ddfdb.fdb.seeds=1 -Ddfdb.fdb.seed=" + seed
                + " -Ddfdb.fdb.transactions=" + TRANSACTIONS,
            failure);
      }
      events.forEach(event -> told.merge(event.told(), 1, Integer::sum));
      transactions += written;
    }
    System.out.println("[foundationdb] " + SEEDS + " clusters, " + CONNECTIONS + " connections, "
        + transactions + " transactions, -Ddfdb.fdb.seed=" + Seeds.SEED + "; " + told);
  }

  @Test
  void aSeedHasOneCourseOfEvents() throws Exception {
    takeTurns(Seeds.SEED);
    List<Event> first = List.copyOf(events);
    takeTurns(Seeds.SEED);
    assertEquals(first, events);
  }

  @Test
  void nothingIsLostWithSeveralThreadsOnEachConnection() throws Exception {
    List<Incrementer> writers = new ArrayList<>();
    try (SimulatedCluster cluster = new SimulatedCluster(Seeds.SEED, Faults.MANY);
        Crowd crowd = new Crowd(cluster)) {
      Counters.begin(crowd.any());
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 2 * CONNECTIONS; i++) {
        Connection connection = crowd.connections().get(i / 2);
        Incrementer writer =
            new Incrementer(connection, "t" + i, i, System::nanoTime, () -> isEnough(crowd.any()));
        writers.add(writer);
        Thread thread = new Thread(writer, "writer-" + i);
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      List<Event> all = new ArrayList<>();
      writers.forEach(writer -> all.addAll(writer.events()));
      History.check(all, crowd.any());
    }
  }

  private static boolean isEnough(Connection connection) {
    return connection.statistics().getOrDefault("transactions", 0L) >= TRANSACTIONS / CONNECTIONS;
  }

  /** Has all take turns, and holds what they were told against the log. */
  private void takeTurns(long seed) throws InterruptedException {
    events.clear();
    try (SimulatedCluster cluster = new SimulatedCluster(seed, Faults.MANY);
        Crowd crowd = new Crowd(cluster)) {
      Counters.begin(crowd.any());
      int[] done = {0};
      List<Incrementer> writers = new ArrayList<>();
      for (Connection connection : crowd.connections()) {
        int number = writers.size();
        writers.add(new Incrementer(
            connection,
            "w" + number,
            seed + number,
            cluster::nanos,
            () -> done[0]++ > 2 * TRANSACTIONS));
      }
      cluster.run(writers);
      writers.forEach(writer -> events.addAll(writer.events()));
      cluster.setFaults(Faults.NONE);
      History.check(events, crowd.any());
      written = crowd.any().db().basisT();
      assertTrue(written >= TRANSACTIONS / 2, () -> "transactions: " + written);
    }
  }

  /** Connections as of several processes. */
  private static final class Crowd implements AutoCloseable {

    private final List<FdbStorage> storages = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    Crowd(SimulatedCluster cluster) {
      for (int i = 0; i < CONNECTIONS; i++) {
        FdbStorage storage = cluster.open(Map.of());
        storages.add(storage);
        connections.add(Counters.open(Map.of("storage", storage)));
      }
    }

    List<Connection> connections() {
      return connections;
    }

    Connection any() {
      return connections.get(0);
    }

    @Override
    public void close() {
      connections.forEach(Connection::close);
      storages.forEach(FdbStorage::close);
    }
  }
}

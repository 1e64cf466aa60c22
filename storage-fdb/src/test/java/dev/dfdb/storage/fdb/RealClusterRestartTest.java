package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.conformance.writers.Counters;
import dev.dfdb.conformance.writers.Event;
import dev.dfdb.conformance.writers.History;
import dev.dfdb.conformance.writers.Incrementer;
import dev.dfdb.error.DfdbException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sixteen writers of a real cluster whose server is killed and started again under them. The
 * environment variables {@code DFDB_FDB_KILL} and {@code DFDB_FDB_START} hold the commands that do
 * so.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RealClusterRestartTest {

  private static final int WRITERS = 16;
  private static final int KILLS = Integer.getInteger("dfdb.fdb.kills", 2);
  private static final int BETWEEN = Integer.getInteger("dfdb.fdb.between-kills", 300);

  private final List<FdbStorage> storages = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();

  @Test
  void nothingAcknowledgedIsLostAndNothingHappensTwice() throws Exception {
    RealCluster.require();
    String prefix = RealCluster.newPrefix();
    try {
      for (int i = 0; i < 4; i++) {
        FdbStorage storage =
            FdbStorage.open(Map.of("cluster-file", RealCluster.file(), "key-prefix", prefix));
        storages.add(storage);
        connections.add(Counters.open(Map.of("storage", storage)));
      }
      Counters.begin(connections.get(0));
      History.check(write(), connections.get(0));
    } finally {
      connections.forEach(Connection::close);
      storages.forEach(FdbStorage::close);
      RealCluster.clear(prefix);
    }
  }

  private List<Event> write() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    List<Incrementer> writers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Connection connection = connections.get(i % connections.size());
      Incrementer writer = new Incrementer(connection, "w" + i, i, System::nanoTime, isOver::get);
      writers.add(writer);
      threads.add(new Thread(writer, "writer-" + i));
    }
    threads.forEach(Thread::start);
    try {
      long t = await(BETWEEN);
      for (int kill = 0; kill < KILLS && System.getenv("DFDB_FDB_KILL") != null; kill++) {
        run(System.getenv("DFDB_FDB_KILL"));
        run(System.getenv("DFDB_FDB_START"));
        t = await(t + BETWEEN);
      }
    } finally {
      isOver.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    List<Event> events = new ArrayList<>();
    Map<Event.Told, Integer> told = new EnumMap<>(Event.Told.class);
    writers.forEach(writer -> events.addAll(writer.events()));
    events.forEach(event -> told.merge(event.told(), 1, Integer::sum));
    System.out.println("[foundationdb] " + WRITERS + " writers, "
        + connections.get(0).db().basisT() + " transactions; " + told);
    return events;
  }

  private static void run(String command) throws Exception {
    assertTrue(command != null && !command.isBlank(), "DFDB_FDB_START says how to start it again");
    Process process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
    assertEquals(0, process.waitFor());
  }

  /** Waits for a transaction, however often the server goes away meanwhile. */
  private long await(long t) {
    while (true) {
      try {
        return connections.get(0).sync(t).orTimeout(10, TimeUnit.SECONDS).join().basisT();
      } catch (DfdbException | CompletionException notYet) {
        Thread.onSpinWait();
      }
    }
  }
}

package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.conformance.writers.Counters;
import dev.dfdb.conformance.writers.Event;
import dev.dfdb.conformance.writers.History;
import dev.dfdb.error.DfdbException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes write one database from several threads. The system properties
 * {@code dfdb.processes.count}, {@code dfdb.processes.threads}, {@code dfdb.processes.transactions}
 * and {@code dfdb.processes.restarts} say how many, how many threads each, how many transactions
 * there are at least, and how often the server is killed. A longer run, of four processes with four
 * threads each and ten kills:
 *
 * <pre>{@code
 * ./mvnw test -pl storage-postgres -am -Dtest=SeveralProcessesTest \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Ddfdb.processes.count=4 \
 *   -Ddfdb.processes.threads=4 -Ddfdb.processes.transactions=5000 -Ddfdb.processes.restarts=10
 * }</pre>
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SeveralProcessesTest {

  private static final int PROCESSES = Integer.getInteger("dfdb.processes.count", 2);
  private static final int THREADS = Integer.getInteger("dfdb.processes.threads", 2);
  private static final int TRANSACTIONS = Integer.getInteger("dfdb.processes.transactions", 200);
  private static final int RESTARTS = Integer.getInteger("dfdb.processes.restarts", 1);

  /** So many transactions are between one thing that happens to the server and the next. */
  private static final int BETWEEN = 40;

  @TempDir
  Path home;

  private final List<Process> children = new ArrayList<>();

  @Test
  void noUpdateIsLostAndEverythingHappensInOneOrder() throws Exception {
    try (KillableServer server = new KillableServer(home.resolve("data"));
        Connection connection = begin(server)) {
      startAll(server.uri(), server.uri());
      await(connection, TRANSACTIONS);
      check(connection, endAll());
      assertEquals(0, deadlocks(server));
    } finally {
      children.forEach(Process::destroyForcibly);
    }
  }

  @Test
  void nothingIsLostOrAppliedTwiceWhereServersDieAndConnectionsAreCut() throws Exception {
    try (KillableServer server = new KillableServer(home.resolve("data"));
        Proxy proxy = new Proxy(server.port());
        Connection connection = begin(server)) {
      startAll(server.uri(), TestServer.uri(proxy.port()));
      long t = await(connection, BETWEEN);
      for (int i = 0; i < RESTARTS; i++) {
        for (Proxy.Cut cut : Proxy.Cut.values()) {
          proxy.cut(cut, "dfdb_write");
          t = await(connection, t + BETWEEN);
        }
        proxy.cutAll();
        t = await(connection, t + BETWEEN);
        assertEquals(0, deadlocks(server));
        server.kill();
        server.restart();
        t = await(connection, t + BETWEEN);
      }
      check(connection, endAll());
      assertEquals(0, deadlocks(server));
    } finally {
      children.forEach(Process::destroyForcibly);
    }
  }

  private static Connection begin(KillableServer server) {
    Connection connection = WriterChild.open(server.uri(), 4);
    Counters.begin(connection);
    return connection;
  }

  /** Starts the processes, each second one on another way to the server. */
  private void startAll(String uri, String otherUri) throws IOException {
    for (int i = 0; i < PROCESSES; i++) {
      ProcessBuilder builder = new ProcessBuilder(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xmx128m",
          WriterChild.class.getName(),
          i % 2 == 0 ? uri : otherUri,
          String.valueOf(i),
          String.valueOf(THREADS),
          events(i).toString());
      builder.environment().put("CLASSPATH", classPath());
      builder.redirectError(home.resolve(i + ".err").toFile());
      children.add(builder.start());
    }
  }

  private static String classPath() {
    List<String> absolute = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, absolute);
  }

  private Supplier<String> complaints(int child) {
    return () -> {
      try {
        return "process " + child + " ended: " + Files.readString(home.resolve(child + ".err"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private Path events(int child) {
    return home.resolve(child + ".events");
  }

  /** Waits for a transaction, however often the server goes away meanwhile. */
  private long await(Connection connection, long t) {
    while (true) {
      for (int i = 0; i < children.size(); i++) {
        assertTrue(children.get(i).isAlive(), complaints(i));
      }
      try {
        return connection.sync(t).orTimeout(10, TimeUnit.SECONDS).join().basisT();
      } catch (DfdbException | CompletionException notYet) {
        Thread.onSpinWait();
      }
    }
  }

  /** Has all processes end, and takes what they did. */
  private List<Event> endAll() throws Exception {
    List<Event> events = new ArrayList<>();
    for (Process child : children) {
      child.outputWriter().close();
    }
    for (int i = 0; i < PROCESSES; i++) {
      Process child = children.get(i);
      try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
        output.lines().forEach(line -> System.out.println("[processes] " + line));
      }
      assertEquals(0, child.waitFor(), complaints(i));
      Files.readAllLines(events(i)).forEach(line -> events.add(Event.of(line)));
    }
    return events;
  }

  private static void check(Connection connection, List<Event> events) {
    Map<Event.Told, Integer> told = new EnumMap<>(Event.Told.class);
    events.forEach(event -> told.merge(event.told(), 1, Integer::sum));
    System.out.println("[processes] " + PROCESSES + " x " + THREADS + ", "
        + connection.db().basisT() + " transactions; " + told);
    History.check(events, connection);
  }

  private static long deadlocks(KillableServer server) throws Exception {
    try (java.sql.Connection connection = java.sql.DriverManager.getConnection(
            "jdbc:postgresql://localhost:" + server.port() + "/postgres?user=postgres");
        java.sql.Statement statement = connection.createStatement();
        java.sql.ResultSet rows =
            statement.executeQuery("SELECT sum(deadlocks) FROM pg_stat_database")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}

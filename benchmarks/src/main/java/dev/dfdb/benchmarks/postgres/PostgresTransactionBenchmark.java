package dev.dfdb.benchmarks.postgres;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Transactions of ten datoms, in transactions a second: by dfdb, and by the least that the same
 * server can do for the same bytes.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-ups
public class PostgresTransactionBenchmark {

  /** More than are written in an iteration. */
  private static final int PREPARED = 20_000;

  /** A server. */
  @State(Scope.Benchmark)
  public static class Running {

    private Server server;

    /** Starts it. */
    @Setup(Level.Trial)
    public void start() throws Exception {
      server = new Server();
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void stop() throws Exception {
      server.close();
    }
  }

  /** A database. */
  @State(Scope.Benchmark)
  public static class Database {

    private final AtomicLong next = new AtomicLong();
    private Connection connection;

    /** Begins one. */
    @Setup(Level.Iteration)
    public void open(Running running) throws Exception {
      running.server.clear();
      connection = Dfdb.createDb(Map.of("storage-config", running.server.storage()));
      connection.transact(Facts.SCHEMA);
    }

    /** Leaves it. */
    @TearDown(Level.Iteration)
    public void close() {
      connection.close();
    }

    private long transact() {
      return connection.transact(Facts.nine(next.getAndIncrement())).t();
    }
  }

  /** Statements. */
  @State(Scope.Benchmark)
  public static class Plain {

    private PlainWriter writer;

    /** Prepares them. */
    @Setup(Level.Iteration)
    public void open(Running running) throws Exception {
      writer = PlainWriter.open(running.server, PREPARED);
    }

    /** Leaves them. */
    @TearDown(Level.Iteration)
    public void close() throws Exception {
      writer.close();
    }
  }

  /** By dfdb, from one thread. */
  @Benchmark
  public long dfdb(Database database) {
    return database.transact();
  }

  /** By dfdb, from sixteen threads. */
  @Benchmark
  @Threads(16)
  public long dfdbSixteenThreads(Database database) {
    return database.transact();
  }

  /** By a guarded statement each, from one thread: two could not both have the guard hold. */
  @Benchmark
  public int jdbc(Plain plain) throws Exception {
    return plain.writer.write();
  }
}

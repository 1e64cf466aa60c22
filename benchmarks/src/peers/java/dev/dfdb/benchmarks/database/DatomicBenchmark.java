package dev.dfdb.benchmarks.database;

import datomic.Connection;
import datomic.Peer;
import datomic.Util;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
import org.openjdk.jmh.annotations.Warmup;

/** The same transactions by the in-memory peer of Datomic. */
@State(Scope.Benchmark)
@Fork(value = 3, jvmArgsAppend = "-Xmx4g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class DatomicBenchmark {

  private final List<List<Object>> transactions = new ArrayList<>();
  private final AtomicLong next = new AtomicLong();
  private String uri;
  private Connection connection;

  /** Makes the forms. */
  @Setup
  public void prepare() {
    for (int i = 0; i < BulkBenchmark.TRANSACTIONS; i++) {
      transactions.add(People.forms((long) i * BulkBenchmark.PEOPLE, BulkBenchmark.PEOPLE));
    }
  }

  /** Opens an empty database. */
  @Setup(Level.Iteration)
  public void open() throws Exception {
    uri = "datomic:mem://" + UUID.randomUUID();
    Peer.createDatabase(uri);
    connection = Peer.connect(uri);
    connection.transact((List<?>) Util.read(People.SCHEMA)).get();
  }

  /** Deletes it. */
  @TearDown(Level.Iteration)
  public void close() {
    connection.release();
    Peer.deleteDatabase(uri);
  }

  /** A million facts in transactions of 1,000. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 2)
  @Measurement(iterations = 3)
  public void bulk() throws Exception {
    for (List<Object> forms : transactions) {
      connection.transact(forms).get();
    }
  }

  /** Transactions of one person each. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Warmup(iterations = 3, time = 2)
  @Measurement(iterations = 5, time = 2)
  public Object oneThread() throws Exception {
    return connection.transact(People.forms(next.getAndIncrement(), 1)).get();
  }
}

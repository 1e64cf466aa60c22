package dev.dfdb.benchmarks.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A million facts in transactions of 1,000, by one thread into an empty database. Divide a million
 * by the time for facts a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(value = 3, jvmArgsAppend = "-Xmx4g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class BulkBenchmark {

  static final int TRANSACTIONS = 1_000;
  static final int PEOPLE = 1_000 / People.FACTS;

  /** Where the database is. */
  @Param({"memory", "rocksdb-async", "rocksdb-sync"})
  public String storage;

  private final List<List<Object>> transactions = new ArrayList<>();
  private Databases databases;

  /** Makes the forms. */
  @Setup
  public void prepare() {
    for (int i = 0; i < TRANSACTIONS; i++) {
      transactions.add(People.forms((long) i * PEOPLE, PEOPLE));
    }
  }

  /** Opens an empty database. */
  @Setup(Level.Invocation)
  public void open() throws Exception {
    databases = new Databases(storage);
  }

  /** Deletes it. */
  @TearDown(Level.Invocation)
  public void close() throws Exception {
    databases.close();
  }

  /** Stores them all. */
  @Benchmark
  public void dfdb() {
    transactions.forEach(databases.connection()::transact);
  }
}

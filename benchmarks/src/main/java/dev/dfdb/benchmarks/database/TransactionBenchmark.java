package dev.dfdb.benchmarks.database;

import dev.dfdb.TxReport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Transactions of one person each, in transactions a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 3, jvmArgsAppend = "-Xmx4g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class TransactionBenchmark {

  /** Where the database is. */
  @Param({"memory", "rocksdb-sync"})
  public String storage;

  private final AtomicLong next = new AtomicLong();
  private Databases databases;

  /** Opens an empty database. */
  @Setup(Level.Iteration)
  public void open() throws Exception {
    databases = new Databases(storage);
  }

  /** Deletes it. */
  @TearDown(Level.Iteration)
  public void close() throws Exception {
    databases.close();
  }

  /** One thread. */
  @Benchmark
  @Threads(1)
  public TxReport oneThread() {
    return transact();
  }

  /** Sixteen threads, whose transactions are committed in groups. */
  @Benchmark
  @Threads(16)
  public TxReport sixteenThreads() {
    return transact();
  }

  private TxReport transact() {
    return databases.connection().transact(People.forms(next.getAndIncrement(), 1));
  }
}

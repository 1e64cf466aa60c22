package dev.dfdb.benchmarks.entities;

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
 * Saves 100,000 entities of eight attributes in changes of 1,000, into an empty database; and once
 * more, when there is nothing to write.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class SaveBenchmark {

  /** Where the database is. */
  @Param({"memory", "rocksdb-async", "rocksdb-sync"})
  public String storage;

  private Products empty;
  private Products full;

  /** Fills one database. */
  @Setup
  public void prepare() throws Exception {
    full = new Products(storage);
    full.save();
    System.out.println("bytes on disk: " + full.bytes());
  }

  /** Opens an empty one. */
  @Setup(Level.Invocation)
  public void open() throws Exception {
    empty = new Products(storage);
  }

  /** Deletes it. */
  @TearDown(Level.Invocation)
  public void close() throws Exception {
    empty.close();
  }

  /** Deletes the full one. */
  @TearDown
  public void closeFull() throws Exception {
    full.close();
  }

  /** All of them are new. */
  @Benchmark
  public void anew() {
    empty.save();
  }

  /** All of them are there. */
  @Benchmark
  public void again() {
    full.save();
  }
}

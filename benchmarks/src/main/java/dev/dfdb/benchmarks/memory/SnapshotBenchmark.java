package dev.dfdb.benchmarks.memory;

import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.memory.MemoryStorage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Taking a snapshot of a million entries, and closing it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "-Xmx2g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class SnapshotBenchmark {

  private MemoryStorage storage;

  /** Fills the storage. */
  @Setup
  public void fill() {
    storage = Workload.storage(Workload.entries(Workload.Values.SMALL, Workload.Order.SHUFFLED));
  }

  /** The memory backend. */
  @Benchmark
  public void memory(Blackhole hole) {
    try (Snapshot snapshot = storage.snapshot()) {
      hole.consume(snapshot);
    }
  }
}

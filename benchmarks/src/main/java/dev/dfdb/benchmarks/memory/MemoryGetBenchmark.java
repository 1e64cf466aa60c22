package dev.dfdb.benchmarks.memory;

import dev.dfdb.storage.Entry;
import dev.dfdb.storage.memory.MemoryStorage;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Getting the value of a random key that is there. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "-Xmx2g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class MemoryGetBenchmark {

  private static final int PROBES = 1 << 16;

  /** How long the values are. */
  @Param
  public Workload.Values values;

  /** In which order the entries were inserted. */
  @Param
  public Workload.Order order;

  private byte[][] probes;
  private int next;
  private MemoryStorage storage;
  private ConcurrentSkipListMap<byte[], byte[]> skipList;

  /** Fills both. */
  @Setup
  public void fill() {
    List<Entry> entries = Workload.entries(values, order);
    probes = Workload.probes(entries, PROBES);
    storage = Workload.storage(entries);
    skipList = Workload.skipList(entries);
  }

  /** The memory backend. */
  @Benchmark
  public byte @Nullable [] memory() {
    return storage.get(probe());
  }

  /** The skip list; it hands out its own array. */
  @Benchmark
  public byte @Nullable [] skipList() {
    return skipList.get(probe());
  }

  private byte[] probe() {
    return probes[next++ & (PROBES - 1)];
  }
}

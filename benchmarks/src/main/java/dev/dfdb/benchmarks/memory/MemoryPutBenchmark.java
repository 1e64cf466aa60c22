package dev.dfdb.benchmarks.memory;

import dev.dfdb.storage.Entry;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.memory.MemoryStorage;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Giving random keys new values. The time is that per key; a batch, which the skip list does not
 * have, is of 1,000 keys.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "-Xmx2g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class MemoryPutBenchmark {

  private static final int BATCH = 1_000;
  private static final int PROBES = 1 << 16;

  /** How long the values are. */
  @Param
  public Workload.Values values;

  private byte[][] probes;
  private int valueLength;
  private int next;
  private MemoryStorage storage;
  private ConcurrentSkipListMap<byte[], byte[]> skipList;

  /** Fills both. */
  @Setup
  public void fill() {
    List<Entry> entries = Workload.entries(values, Workload.Order.SHUFFLED);
    probes = Workload.probes(entries, PROBES);
    valueLength = values == Workload.Values.SMALL ? 5 : 100;
    storage = Workload.storage(entries);
    skipList = Workload.skipList(entries);
  }

  /** The memory backend, one key at a time. */
  @Benchmark
  public void memory() {
    storage.put(probe(), value());
  }

  /** The memory backend, by batches. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void memoryBatch() {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < BATCH; i++) {
      batch.put(probe(), value());
    }
    storage.batchWrite(batch.build());
  }

  /** The skip list, which keeps the array of the key it has. */
  @Benchmark
  public void skipList() {
    skipList.put(probe(), value());
  }

  private byte[] probe() {
    return probes[next++ & (PROBES - 1)];
  }

  private byte[] value() {
    byte[] value = new byte[valueLength];
    value[0] = (byte) next;
    value[1] = (byte) (next >>> 8);
    value[2] = (byte) (next >>> 16);
    return value;
  }
}

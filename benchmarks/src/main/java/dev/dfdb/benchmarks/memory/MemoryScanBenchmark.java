package dev.dfdb.benchmarks.memory;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.memory.MemoryStorage;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Scanning 1,000 entries from a random key on, keys and values; the time is that per entry, with
 * its share of opening and closing the cursor.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(MemoryScanBenchmark.LENGTH)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "-Xmx2g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class MemoryScanBenchmark {

  static final int LENGTH = 1_000;

  private static final int PROBES = 1 << 12;
  private static final ScanOptions FORWARD = ScanOptions.FORWARD.withLimit(LENGTH);
  private static final ScanOptions REVERSE = ScanOptions.REVERSE.withLimit(LENGTH);

  /** How long the values are. */
  @Param
  public Workload.Values values;

  /** In which order the entries were inserted. */
  @Param
  public Workload.Order order;

  private final byte[] key = new byte[1024];
  private final byte[] value = new byte[1024];
  private byte[][] probes;
  private int next;
  private MemoryStorage storage;
  private ConcurrentSkipListMap<byte[], byte[]> skipList;

  /** Fills both. */
  @Setup
  public void fill() {
    List<Entry> entries = Workload.entries(values, order);
    storage = Workload.storage(entries);
    skipList = Workload.skipList(entries);
    // Keys with at least LENGTH entries on either side.
    byte[] low = skipList.keySet().stream().skip(LENGTH).findFirst().orElseThrow();
    byte[] high = skipList.descendingKeySet().stream().skip(LENGTH).findFirst().orElseThrow();
    List<Entry> inside = entries.stream()
        .filter(entry -> KeyRange.closedOpen(low, high).contains(entry.key()))
        .toList();
    probes = Workload.probes(inside, PROBES);
  }

  /** The memory backend, into buffers that are used again. */
  @Benchmark
  public void memory(Blackhole hole) {
    readAll(KeyRange.atLeast(probe()), FORWARD, hole);
  }

  /** The same against key order. */
  @Benchmark
  public void memoryReverse(Blackhole hole) {
    readAll(KeyRange.below(probe()), REVERSE, hole);
  }

  private void readAll(KeyRange range, ScanOptions options, Blackhole hole) {
    try (Cursor cursor = storage.scan(range, options)) {
      while (cursor.next()) {
        hole.consume(cursor.readKey(key));
        hole.consume(cursor.readValue(value));
      }
    }
  }

  /** The memory backend, with new arrays for each entry. */
  @Benchmark
  public void memoryArrays(Blackhole hole) {
    try (Cursor cursor = storage.scan(KeyRange.atLeast(probe()), FORWARD)) {
      while (cursor.next()) {
        hole.consume(cursor.key());
        hole.consume(cursor.value());
      }
    }
  }

  /** The skip list; it hands out its own arrays. */
  @Benchmark
  public void skipList(Blackhole hole) {
    readAll(skipList.tailMap(probe()).entrySet().iterator(), hole);
  }

  /** The same against key order. */
  @Benchmark
  public void skipListReverse(Blackhole hole) {
    readAll(skipList.headMap(probe()).descendingMap().entrySet().iterator(), hole);
  }

  private static void readAll(Iterator<Map.Entry<byte[], byte[]>> entries, Blackhole hole) {
    for (int i = 0; i < LENGTH && entries.hasNext(); i++) {
      Map.Entry<byte[], byte[]> entry = entries.next();
      hole.consume(entry.getKey());
      hole.consume(entry.getValue());
    }
  }

  private byte[] probe() {
    return probes[next++ & (PROBES - 1)];
  }
}

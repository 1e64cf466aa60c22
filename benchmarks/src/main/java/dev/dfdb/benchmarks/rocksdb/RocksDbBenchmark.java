package dev.dfdb.benchmarks.rocksdb;

import dev.dfdb.storage.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * The same work by the backend and by the engine's binding, on databases opened with the same
 * options. Keys are of 24 bytes, 8 of them shared, values of 16, about what an index entry is.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(5)
public class RocksDbBenchmark {

  private static final long MEMORY_BYTES = 256L << 20;
  private static final int ENTRIES = 1_000_000;
  private static final int BATCH = 1_000;
  private static final byte[] VALUE = new byte[16];

  /** Writes, on a database that begins empty. */
  @State(Scope.Benchmark)
  public static class Writing {

    /** Who does the work. */
    @Param({"dfdb", "raw"})
    String engine = "";

    @SuppressWarnings("NullAway.Init") // by the harness
    private Databases databases;

    /** Opens an empty database. */
    @Setup(Level.Iteration)
    public void open() throws Exception {
      databases = new Databases(engine, Durability.ASYNC);
    }

    /** Deletes it. */
    @TearDown(Level.Iteration)
    public void close() throws Exception {
      databases.close();
    }
  }

  /** Reads, from a million entries in files, all of them in the cache. */
  @State(Scope.Benchmark)
  public static class Reading {

    /** Who does the work. */
    @Param({"dfdb", "raw"})
    String engine = "";

    @SuppressWarnings("NullAway.Init") // by the harness
    private Databases databases;

    /** Fills a database. */
    @Setup(Level.Trial)
    public void open() throws Exception {
      databases = new Databases(engine, Durability.ASYNC);
      byte[][] keys = new byte[BATCH][];
      for (int i = 0; i < ENTRIES; i += BATCH) {
        for (int j = 0; j < BATCH; j++) {
          keys[j] = key(i + j);
        }
        databases.engine.putAll(keys, VALUE);
      }
      databases.engine.settle();
    }

    /** Deletes it. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
      databases.close();
    }
  }

  /** Writes that wait for the disk. */
  @State(Scope.Benchmark)
  public static class Syncing {

    /** Who does the work. */
    @Param({"dfdb", "raw"})
    String engine = "";

    @SuppressWarnings("NullAway.Init") // by the harness
    private Databases databases;

    /** Opens an empty database. */
    @Setup(Level.Trial)
    public void open() throws Exception {
      databases = new Databases(engine, Durability.SYNC);
    }

    /** Deletes it. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
      databases.close();
    }
  }

  /** One entry, in the log but not synced. */
  @Benchmark
  public void putAsync(Writing state) throws Exception {
    state.databases.engine.put(key(ThreadLocalRandom.current().nextInt(ENTRIES)), VALUE);
  }

  /** A thousand entries in one batch, in the log but not synced. */
  @Benchmark
  public void batchOf1000Async(Writing state) throws Exception {
    byte[][] keys = new byte[BATCH][];
    for (int i = 0; i < BATCH; i++) {
      keys[i] = key(ThreadLocalRandom.current().nextInt(ENTRIES));
    }
    state.databases.engine.putAll(keys, VALUE);
  }

  /** One entry that is there. */
  @Benchmark
  public byte[] randomGet(Reading state) throws Exception {
    return state.databases.engine.get(key(ThreadLocalRandom.current().nextInt(ENTRIES)));
  }

  /** A thousand neighbours, keys and values as new arrays. */
  @Benchmark
  public int scanOf1000(Reading state, Blackhole sink) throws Exception {
    int start = ThreadLocalRandom.current().nextInt(ENTRIES - BATCH);
    return state.databases.engine.scan(key(start), key(start + BATCH), sink);
  }

  /** One entry on disk, one writer. */
  @Benchmark
  @Threads(1)
  public void syncCommit01Writer(Syncing state) throws Exception {
    state.databases.engine.put(key(ThreadLocalRandom.current().nextInt(ENTRIES)), VALUE);
  }

  /** One entry on disk, sixteen writers. */
  @Benchmark
  @Threads(16)
  public void syncCommit16Writers(Syncing state) throws Exception {
    state.databases.engine.put(key(ThreadLocalRandom.current().nextInt(ENTRIES)), VALUE);
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(24)
        .putLong(0x0102030405060708L)
        .putLong(number)
        .putLong(number * 0x9E3779B97F4A7C15L)
        .array();
  }

  /** The database under test in a temporary directory. */
  private static final class Databases {

    private final Path home = Files.createTempDirectory("dfdb-benchmark-");
    private final Engine engine;

    Databases(String name, Durability durability) throws Exception {
      Path backend = home.resolve("backend");
      Engine ours = new BackendEngine(backend, durability, MEMORY_BYTES);
      if (name.equals("dfdb")) {
        engine = ours;
      } else {
        ours.close();
        Path binding = home.resolve("binding");
        engine = new BindingEngine(binding, durability, EngineOptions.of(backend, MEMORY_BYTES));
        List<String> expected = EngineOptions.written(backend);
        List<String> actual = EngineOptions.written(binding);
        if (!expected.equals(actual)) {
          throw new IllegalStateException("not the same options:\n" + expected + "\n" + actual);
        }
      }
    }

    void close() throws Exception {
      engine.close();
      try (Stream<Path> files = Files.walk(home)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> {
          try {
            Files.delete(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
      }
    }
  }
}

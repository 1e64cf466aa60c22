package dev.dfdb.benchmarks.foundationdb;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.TxReport;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.DfdbException;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.fdb.FdbStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/** Point reads, transactions and a scan of a hundred thousand datoms, in milliseconds each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-ups
public class FdbBenchmark {

  private static final int ENTITIES = 100_000;
  private static final int TOGETHER = 5_000;

  /** A database in the cluster. */
  @State(Scope.Benchmark)
  public static class Database {

    private final String prefix = "benchmark/" + Long.toHexString(System.nanoTime());
    private final byte[] key = "key".getBytes(StandardCharsets.UTF_8);
    private final long[] entities = new long[ENTITIES];
    private FdbStorage storage;
    private FdbStorage plain;
    private Connection connection;

    /** Fills it. */
    @Setup(Level.Trial)
    public void open() {
      String file = System.getenv("DFDB_FDB_CLUSTER_FILE");
      if (file == null) {
        throw new IllegalStateException("DFDB_FDB_CLUSTER_FILE names no cluster file");
      }
      storage = FdbStorage.open(Map.of("cluster-file", file, "key-prefix", prefix));
      plain = FdbStorage.open(Map.of("cluster-file", file, "key-prefix", prefix + "/plain"));
      plain.put(key, key);
      connection = Dfdb.createDb(Map.of("storage", storage));
      for (int from = 0; from < ENTITIES; from += TOGETHER) {
        List<Object> forms = new ArrayList<>();
        for (int i = from; i < from + TOGETHER; i++) {
          forms.add(Map.of(":db/id", "e" + i, ":n", (long) i));
        }
        TxReport report = connection.transact(forms);
        for (int i = from; i < from + TOGETHER; i++) {
          entities[i] = report.id("e" + i);
        }
      }
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void close() {
      connection.close();
      for (FdbStorage one : List.of(storage, plain)) {
        one.batchWrite(WriteBatch.builder().deleteRange(KeyRange.all()).build());
        one.close();
      }
    }

    private long anyEntity() {
      return entities[ThreadLocalRandom.current().nextInt(ENTITIES)];
    }
  }

  /** A value of the storage, cold. */
  @Benchmark
  public byte @Nullable [] get(Database database) {
    return database.plain.get(database.key);
  }

  /** The present of the database, and a datom of it. */
  @Benchmark
  public @Nullable Object pointRead(Database database) {
    Db db = database.connection.db();
    return db.pull("[:n]", database.anyEntity());
  }

  /** A transaction of one datom. */
  @Benchmark
  public TxReport transact(Database database) {
    return transactAny(database);
  }

  /** The same from sixteen threads, each of which waits for its own. */
  @Benchmark
  @Threads(16)
  public TxReport transactTogether(Database database) {
    return transactAny(database);
  }

  private static TxReport transactAny(Database database) {
    List<Object> add = List.of(":db/add", database.anyEntity(), ":m", 1L);
    return database.connection.transact(List.of(add));
  }

  /**
   * A hundred thousand datoms.
   *
   * @throws DfdbException if the cluster goes away
   */
  @Benchmark
  public long scan(Database database) {
    try (Stream<Datom> datoms = database.connection.db().datoms(Index.AEVT, ":n")) {
      return datoms.mapToLong(Datom::e).sum();
    }
  }
}

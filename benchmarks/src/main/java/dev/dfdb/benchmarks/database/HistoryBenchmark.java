package dev.dfdb.benchmarks.database;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading one value of one entity: of an attribute that changed a million times, and one that never
 * did.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx6g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class HistoryBenchmark {

  private static final int UPDATES = 1_000_000;
  private static final int MOMENTS = 100;
  private static final int AHEAD = 2_000;

  /** Where the database is. */
  @Param({"memory", "rocksdb-async"})
  public String storage;

  private final Db[] moments = new Db[MOMENTS];
  private Databases databases;
  private Db db;
  private long changed;
  private long constant;
  private long attribute;
  private int next;

  /** Updates a million times, each in a transaction of its own. */
  @Setup
  public void update() throws Exception {
    databases = new Databases(storage);
    Connection connection = databases.connection();
    constant = connection.transact("[{:db/id \"e\" :p/age 1}]").id("e");
    changed = connection.transact("[{:db/id \"e\" :p/age -1}]").id("e");
    List<CompletableFuture<?>> ahead = new ArrayList<>();
    for (long i = 0; i < UPDATES; i++) {
      List<Object> form = List.of(":db/add", changed, ":p/age", i);
      ahead.add(connection.transactAsync(List.of(form)));
      if (ahead.size() == AHEAD) {
        ahead.forEach(CompletableFuture::join);
        ahead.clear();
      }
    }
    ahead.forEach(CompletableFuture::join);
    db = connection.db();
    attribute = db.asOf(db.basisT())
        .datoms(Index.EAVT, constant, ":p/age")
        .findFirst()
        .orElseThrow()
        .a();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < MOMENTS; i++) {
      moments[i] = db.asOf(random.nextLong(10, db.basisT()));
    }
  }

  /** Deletes the database. */
  @TearDown
  public void close() throws Exception {
    databases.close();
  }

  /** The present value of the attribute that never changed. */
  @Benchmark
  public Object neverChanged() {
    return value(db, constant);
  }

  /** The present value of the attribute that changed a million times. */
  @Benchmark
  public Object changedAMillionTimes() {
    return value(db, changed);
  }

  /** Its value at one of a hundred random moments. */
  @Benchmark
  public Object asOf() {
    next = (next + 1) % MOMENTS;
    return value(moments[next], changed);
  }

  private Object value(Db at, long entity) {
    try (Stream<Datom> datoms = at.datoms(Index.EAVT, entity, attribute)) {
      return datoms.iterator().next().v();
    }
  }
}

package dev.dfdb.benchmarks.entities;

import dev.dfdb.entities.LoadedEntities;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

/** Loads 100,000 entities of eight attributes, and one of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class LoadBenchmark {

  /** Where the database is. */
  @Param({"memory", "rocksdb-async"})
  public String storage;

  private Products products;

  /** Saves the entities. */
  @Setup
  public void prepare() throws Exception {
    products = new Products(storage);
    products.save();
    products.bytes();
  }

  /** Deletes them. */
  @TearDown
  public void close() throws Exception {
    products.close();
  }

  /** All of a namespace. */
  @Benchmark
  public LoadedEntities everything() {
    return products.entities().load(Products.NAMESPACE);
  }

  /** All of a type. */
  @Benchmark
  public List<Product> ofAType() {
    return products.entities().load(Products.NAMESPACE, Product.class);
  }

  /** One by its id. */
  @Benchmark
  public Optional<Product> one() {
    return products.entities().load(Products.NAMESPACE, Product.class, "product-77777");
  }
}

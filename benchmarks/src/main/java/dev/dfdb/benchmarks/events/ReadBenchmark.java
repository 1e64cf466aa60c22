package dev.dfdb.benchmarks.events;

import dev.dfdb.events.CategoryRead;
import dev.dfdb.events.Message;
import dev.dfdb.events.StreamRead;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Messages read per second, by one thread, a thousand at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ReadBenchmark {

  private static final int MESSAGES = 100_000;

  /** How many streams the category has, which were appended to in turn, a message each. */
  @Param({"1", "100"})
  private int streams;

  @SuppressWarnings("NullAway.Init") // JMH opens it
  private OpenEvents open;

  @Setup(Level.Trial)
  public void open() throws IOException {
    open = new OpenEvents();
    open.fill(MESSAGES, streams, 1);
    open.storage().compact();
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    open.close();
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void category(Blackhole hole) {
    List<Message> page = open.events().read(CategoryRead.of("account"));
    while (!page.isEmpty()) {
      page.forEach(hole::consume);
      long next = page.get(page.size() - 1).globalPosition() + 1;
      page = open.events().read(CategoryRead.of("account").from(next));
    }
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void streams(Blackhole hole) {
    for (int i = 0; i < streams; i++) {
      StreamRead read = StreamRead.of("account-" + i);
      List<Message> page = open.events().read(read);
      while (!page.isEmpty()) {
        page.forEach(hole::consume);
        page = open.events().read(read.from(page.get(page.size() - 1).position() + 1));
      }
    }
  }
}

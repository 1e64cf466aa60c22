package dev.dfdb.benchmarks.events;

import dev.dfdb.events.Append;
import dev.dfdb.events.Appended;
import dev.dfdb.events.NewMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Messages appended per second, each thread to streams of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AppendBenchmark {

  private static final int BATCH = 100;
  private static final int WINDOW = 512;

  @SuppressWarnings("NullAway.Init") // JMH opens it
  private OpenEvents open;

  @Setup(Level.Iteration)
  public void open() throws IOException {
    open = new OpenEvents();
  }

  @TearDown(Level.Iteration)
  public void close() throws IOException {
    open.close();
  }

  /** A thread with messages made before, so that making them is not measured. */
  @State(Scope.Thread)
  public static class Caller {

    private static final AtomicInteger CALLERS = new AtomicInteger();

    private final String stream = "account-" + CALLERS.getAndIncrement();
    private final List<NewMessage> messages = new ArrayList<>();
    private final Semaphore window = new Semaphore(WINDOW);
    private int next;

    @Setup
    public void make() {
      for (int i = 0; i < 1_000; i++) {
        messages.add(Messages.next());
      }
    }

    private Append one() {
      next = (next + 1) % messages.size();
      return Append.to(stream, messages.get(next));
    }

    private Append batch() {
      next = (next + BATCH) % messages.size();
      return new Append(stream, messages.subList(next, next + BATCH), OptionalLong.empty());
    }
  }

  /** One message for each call, which returns when it is committed. */
  @Benchmark
  @Threads(64)
  public Appended one(Caller caller) {
    return open.events().append(caller.one());
  }

  /** One message for each call; a thread goes on until 512 of its appends are not committed. */
  @Benchmark
  @Threads(2)
  public CompletableFuture<Appended> oneAsync(Caller caller) throws InterruptedException {
    caller.window.acquire();
    return open.events().appendAsync(caller.one()).whenComplete((done, failure) -> {
      if (failure != null) {
        throw new IllegalStateException(failure);
      }
      caller.window.release();
    });
  }

  /** A hundred messages for each call. */
  @Benchmark
  @Threads(2)
  @OperationsPerInvocation(BATCH)
  public Appended hundred(Caller caller) {
    return open.events().append(caller.batch());
  }
}

package dev.dfdb.benchmarks.events;

import com.sun.management.OperatingSystemMXBean;
import dev.dfdb.events.Append;
import dev.dfdb.events.CategoryRead;
import dev.dfdb.events.Events;
import dev.dfdb.events.NewMessage;
import dev.dfdb.events.StreamRead;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * The processor time of the whole process, engine's threads and all, for a message appended or
 * read: what a machine that is busy with other things can still tell. Two cores do 2,000,000 / n
 * messages a second if a message takes n microseconds.
 */
public final class CpuPerMessage {

  private static final int MESSAGES = 400_000;
  private static final int ROUNDS = 4;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private CpuPerMessage() {}

  @FunctionalInterface
  private interface Work {
    void run(Events events) throws Exception;
  }

  /** Prints the time of each kind of work, round by round. */
  public static void main(String... arguments) throws Exception {
    List<NewMessage> messages = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      messages.add(Messages.next());
    }
    appended(
        "appended one by one, 64 threads",
        events -> onThreads(
            64,
            (thread, i) ->
                events.append(Append.to("account-" + thread, messages.get(i % 10_000)))));
    appended("appended one by one, asynchronously, 2 threads", events -> {
      Semaphore window = new Semaphore(1_024);
      onThreads(2, (thread, i) -> {
        window.acquire();
        var unused = events
            .appendAsync(Append.to("account-" + thread, messages.get(i % 10_000)))
            .whenComplete((done, failure) -> window.release());
      });
      window.acquire(1_024);
    });
    appended(
        "appended by hundreds, 2 threads",
        events -> onThreads(2, (thread, i) -> {
          if (i % 100 == 0) {
            int from = i % 10_000;
            events.append(new Append(
                "account-" + thread, messages.subList(from, from + 100), OptionalLong.empty()));
          }
        }));
    read();
  }

  @FunctionalInterface
  private interface Step {
    void run(int thread, int i) throws Exception;
  }

  private static void onThreads(int count, Step step) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      int thread = t;
      threads.add(new Thread(() -> {
        try {
          for (int i = 0; i < MESSAGES / count; i++) {
            step.run(thread, i);
          }
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void appended(String what, Work work) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (OpenEvents open = new OpenEvents()) {
        measured(what, () -> work.run(open.events()));
      }
    }
  }

  private static void read() throws Exception {
    for (int streams : new int[] {1, 100}) {
      try (OpenEvents open = new OpenEvents()) {
        open.fill(MESSAGES, streams, 1);
        open.storage().compact();
        for (int round = 0; round < ROUNDS; round++) {
          measured("read from a category of " + streams, () -> category(open.events()));
        }
        for (int round = 0; round < ROUNDS; round++) {
          measured("read from " + streams + " streams", () -> {
            for (int i = 0; i < streams; i++) {
              stream(open.events(), "account-" + i);
            }
          });
        }
      }
    }
  }

  private static void category(Events events) {
    var page = events.read(CategoryRead.of("account"));
    while (!page.isEmpty()) {
      long next = page.get(page.size() - 1).globalPosition() + 1;
      page = events.read(CategoryRead.of("account").from(next));
    }
  }

  private static void stream(Events events, String stream) {
    StreamRead read = StreamRead.of(stream);
    var page = events.read(read);
    while (!page.isEmpty()) {
      page = events.read(read.from(page.get(page.size() - 1).position() + 1));
    }
  }

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  private static void measured(String what, Action action) throws Exception {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    action.run();
    double micros = (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / MESSAGES;
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-50s %6.2f µs of processor time, %,9.0f a second%n",
        what,
        micros,
        MESSAGES / seconds);
  }
}

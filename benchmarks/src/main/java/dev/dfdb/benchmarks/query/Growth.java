package dev.dfdb.benchmarks.query;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How the time of queries grows with the data: the questions about people, of 20,000, ten times and
 * a hundred times as many (12 million datoms). The arguments are {@code memory} or {@code rocksdb},
 * the sizes, such as {@code 1,100}, and a part of the names of the questions to ask.
 */
public final class Growth {

  private static final String TIMES = "1,10,100";
  private static final long WARM_NANOS = 3_000_000_000L;
  private static final int BATCHES = 7;
  private static final double BATCH_MICROS = 20_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Growth() {}

  /**
   * Prints a line for each size and question: the first time, and the median of batches of later
   * ones. It is the time that the asking thread has the processor, which other work adds little to.
   */
  public static void main(String[] arguments) throws Exception {
    long read = 0;
    String sizes = arguments.length > 1 ? arguments[1] : TIMES;
    String asked = arguments.length > 2 ? arguments[2] : "";
    try (DfdbEngine engine = new DfdbEngine(arguments.length > 0 ? arguments[0] : "memory")) {
      for (int times : Stream.of(sizes.split(",", -1)).map(Integer::valueOf).toList()) {
        PeopleWorkload workload = new PeopleWorkload(times * PeopleWorkload.PEOPLE);
        long start = System.nanoTime();
        engine.load(workload);
        System.out.printf("%d times, loaded in %d ms%n", times, millis(start));
        for (Question question : workload.questions()) {
          read += question.name().contains(asked) ? ask(engine, question) : 0;
        }
      }
    }
    System.out.println("values read: " + read);
  }

  private static long ask(DfdbEngine engine, Question question) {
    long begin = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long read = Answers.read(engine.ask(question));
    double first = micros(cpu, 1);
    double once = first;
    while (System.nanoTime() - begin < WARM_NANOS) {
      cpu = THREADS.getCurrentThreadCpuTime();
      read += Answers.read(engine.ask(question));
      once = micros(cpu, 1);
    }
    int batch = (int) Math.max(1, Math.min(2_000, BATCH_MICROS / Math.max(1, once)));
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      cpu = THREADS.getCurrentThreadCpuTime();
      for (int asked = 0; asked < batch; asked++) {
        read += Answers.read(engine.ask(question));
      }
      times.add(micros(cpu, batch));
    }
    times.sort(null);
    System.out.printf(
        Locale.ROOT,
        "  %-24s first %12.1f µs, then %12.1f µs%n",
        question.name(),
        first,
        times.get(BATCHES / 2));
    return read;
  }

  private static double micros(long start, int asked) {
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / asked;
  }

  private static long millis(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}

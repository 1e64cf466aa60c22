package dev.dfdb.conformance;

import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Threads that start their work together; a failure of one is the failure of the test. */
final class Crew {

  /** A store that needs longer hangs. */
  private static final long PATIENCE_SECONDS = 120;

  private Crew() {}

  /** The work of one thread. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @param worker which thread of the crew it is, from 0
     */
    void run(int worker) throws Exception;
  }

  /** Runs the work in several threads at once and waits for all. */
  static void run(int workers, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(workers, Crew::daemon);
    try {
      CyclicBarrier start = new CyclicBarrier(workers);
      CompletionService<@Nullable Void> all = new ExecutorCompletionService<>(pool);
      for (int i = 0; i < workers; i++) {
        int worker = i;
        all.submit(() -> {
          start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
          work.run(worker);
          return null;
        });
      }
      for (int i = 0; i < workers; i++) {
        Future<@Nullable Void> one = all.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (one == null) {
          throw new AssertionError("the store lets a thread hang");
        }
        one.get(); // it is done; the first that failed ends the test
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "conformance-crew");
    thread.setDaemon(true);
    return thread;
  }
}

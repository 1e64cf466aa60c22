package dev.dfdb.storage.rocksdb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the same work on several threads at once. */
final class Threads {

  private Threads() {}

  /** What a thread does. */
  @FunctionalInterface
  interface Work {
    void run(int thread) throws Exception;
  }

  /** Starts all threads together, waits for all, and throws what one of them threw. */
  static void run(int count, Work work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(count);
    try {
      CountDownLatch start = new CountDownLatch(count);
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int thread = i;
        futures.add(executor.submit(() -> {
          start.countDown();
          start.await();
          work.run(thread);
          return null;
        }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }
}

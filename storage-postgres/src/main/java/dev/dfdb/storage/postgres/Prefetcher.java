package dev.dfdb.storage.postgres;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what readers of long ranges will need next. There are never more threads than cursors that
 * read ahead, so never more than connections, and none when nobody reads.
 */
final class Prefetcher implements Executor, AutoCloseable {

  private static final long IDLE_SECONDS = 5;

  private final ExecutorService threads = new ThreadPoolExecutor(
      0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
        Thread thread = new Thread(task, "dfdb-postgres-prefetch");
        thread.setDaemon(true);
        return thread;
      });

  @Override
  public void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException closed) {
      task.run(); // which finds its state closed
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}

package dev.dfdb.events.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A daemon thread that is there only while there is something to do. */
final class Background implements AutoCloseable {

  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor executor;

  Background(String name) {
    executor = new ThreadPoolExecutor(
        1,
        1,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(2),
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        },
        new ThreadPoolExecutor.DiscardPolicy()); // two that wait do what any more would
    executor.allowCoreThreadTimeOut(true);
  }

  void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}

package dev.dfdb.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Draws something again and again, on a thread of its own, until it is closed. */
final class Redrawing implements AutoCloseable {

  private static final long PAUSE_MILLIS = 200;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable drawing;

  private Redrawing(Runnable drawing) {
    this.drawing = drawing;
  }

  static Redrawing start(Runnable drawing) {
    Redrawing redrawing = new Redrawing(drawing);
    Thread thread = new Thread(redrawing::run, "dfdb-progress");
    thread.setDaemon(true);
    thread.start();
    return redrawing;
  }

  private void run() {
    try {
      while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        drawing.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (OutputException e) {
      // whoever does the work writes there, too, and is told
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

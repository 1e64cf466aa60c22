package dev.dfdb.conformance;

import dev.dfdb.storage.support.OpenResources;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Listens to the reports of leaked cursors and snapshots. They go to SLF4J, and from there to
 * {@code java.util.logging}, unless the class path has another provider.
 */
final class LeakLog implements AutoCloseable {

  private final List<LogRecord> reports = new CopyOnWriteArrayList<>();
  private final Logger logger = Logger.getLogger(OpenResources.LOGGER);
  private final boolean toParents = logger.getUseParentHandlers();
  private final Handler handler = new Listener();

  /** Starts listening. The reports are no longer printed, for the suite provokes some. */
  LeakLog() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  /** What was reported so far and not taken yet. */
  List<LogRecord> take() {
    List<LogRecord> taken = List.copyOf(reports);
    reports.removeAll(taken);
    return taken;
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(toParents);
  }

  private final class Listener extends Handler {

    @Override
    public void publish(LogRecord report) {
      reports.add(report);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

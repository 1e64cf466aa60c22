package dev.dfdb.internal.record;

import dev.dfdb.observe.Observer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who observe a connection. Safe from any thread. */
public final class Watch {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.connection");

  private final List<Observer> observers = new CopyOnWriteArrayList<>();
  private volatile boolean observed;

  /** Nobody observes yet. */
  public Watch() {}

  /**
   * Has someone observe from now on.
   *
   * @return ends it
   */
  public Runnable begin(Observer observer) {
    // Apart from every other registration, also of the same observer.
    Observer one = new Registered(observer);
    synchronized (observers) {
      observers.add(one);
      observed = true;
    }
    return () -> end(one);
  }

  private void end(Observer one) {
    synchronized (observers) {
      observers.remove(one);
      observed = !observers.isEmpty();
    }
  }

  /** Whether anybody does. */
  public boolean isObserved() {
    return observed;
  }

  /** Tells all of them something. */
  public void tell(Consumer<Observer> told) {
    for (Observer observer : observers) {
      try {
        told.accept(((Registered) observer).observer);
      } catch (RuntimeException failure) {
        LOG.error("an observer failed, and is told what comes next", failure);
      }
    }
  }

  private static final class Registered implements Observer {
    private final Observer observer;

    private Registered(Observer observer) {
      this.observer = observer;
    }
  }
}

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

  private final List<Registered> observers = new CopyOnWriteArrayList<>();

  /** Nobody observes yet. */
  public Watch() {}

  /**
   * Has someone observe from now on.
   *
   * @return ends it
   */
  public Runnable begin(Observer observer) {
    Registered registered = new Registered(observer);
    observers.add(registered);
    return () -> observers.remove(registered);
  }

  /** Whether anybody does. */
  public boolean isObserved() {
    return !observers.isEmpty();
  }

  /** Tells all of them something. */
  public void tell(Consumer<Observer> told) {
    for (Registered registered : observers) {
      try {
        told.accept(registered.observer);
      } catch (RuntimeException failure) {
        LOG.error("an observer failed, and is told what comes next", failure);
      }
    }
  }

  /** Not a record: apart from every other registration, also of the same observer. */
  private static final class Registered {

    private final Observer observer;

    private Registered(Observer observer) {
      this.observer = observer;
    }
  }
}

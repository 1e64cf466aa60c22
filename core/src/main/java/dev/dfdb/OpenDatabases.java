package dev.dfdb;

import dev.dfdb.error.NamespaceException;
import dev.dfdb.error.StorageClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases of namespaces that are open, no more than a number of them. Databases are opened
 * outside the lock: who wants one that is being opened waits for it, nobody else does. Safe from
 * any thread.
 */
final class OpenDatabases {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.namespaces");

  /** Opens the database of a namespace. */
  @FunctionalInterface
  interface Opener {
    /** Opens it. */
    OpenDatabase open(String name, long number);
  }

  private final int most;
  private final Duration patience;
  private final Opener opener;
  private final NamespaceCounts counts;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Those that the next user is given, least recently used first. */
  private final Map<String, OpenDatabase> byName = new LinkedHashMap<>(16, 0.75f, true);

  /** Those of deleted namespaces that are still in use. */
  private final Set<OpenDatabase> dropped = new HashSet<>();

  private final Set<String> opening = new HashSet<>();

  /** How many are open, being opened or being closed. */
  private int places;

  private boolean closed;

  OpenDatabases(int most, Duration patience, Opener opener, NamespaceCounts counts) {
    this.most = most;
    this.patience = patience;
    this.opener = opener;
    this.counts = counts;
  }

  void checkOpen() {
    lock.lock();
    try {
      checkNotClosed();
    } finally {
      lock.unlock();
    }
  }

  private void checkNotClosed() {
    if (closed) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "namespaces"));
    }
  }

  /** Begins to use the database of a namespace. */
  OpenDatabase use(String name, long number) {
    OpenDatabase evicted;
    lock.lock();
    try {
      long nanos = patience.toNanos();
      boolean waited = false;
      while (true) {
        checkNotClosed();
        OpenDatabase known = known(name, number);
        if (known != null) {
          known.begin();
          counts.reused();
          return known;
        }
        if (!opening.contains(name) && (places < most || leastRecentlyUsed() != null)) {
          break;
        }
        if (!waited) {
          waited = true;
          counts.waited();
        }
        nanos = await(name, nanos);
      }
      opening.add(name);
      evicted = places < most ? null : leastRecentlyUsed();
      if (evicted == null) {
        places++;
      } else {
        byName.remove(evicted.name());
      }
    } finally {
      lock.unlock();
    }
    return openInPlaceOf(evicted, name, number);
  }

  /** One that is open; if it is of a namespace deleted meanwhile, it is none. */
  private @Nullable OpenDatabase known(String name, long number) {
    OpenDatabase known = byName.get(name);
    if (known == null || known.isOf(number)) {
      return known;
    }
    byName.remove(name);
    if (known.isIdle()) {
      closeUnused(known);
    } else {
      dropped.add(known);
    }
    return null;
  }

  private @Nullable OpenDatabase leastRecentlyUsed() {
    for (OpenDatabase database : byName.values()) {
      if (database.isIdle()) {
        return database;
      }
    }
    return null;
  }

  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
  private long await(String name, long nanos) {
    if (nanos <= 0) {
      throw new NamespaceException(
          "so many databases are in use that none can be opened; close what is not used, or raise"
              + " max-open",
          Map.of("namespace", name, "max-open", most, "waited", patience));
    }
    try {
      return changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NamespaceException(
          "interrupted while waiting for a database", Map.of("namespace", name));
    }
  }

  private OpenDatabase openInPlaceOf(@Nullable OpenDatabase evicted, String name, long number) {
    OpenDatabase opened = null;
    try {
      if (evicted != null) {
        counts.evicted();
        counts.closed();
        LOG.debug("closing namespace {} to make room", evicted.name());
        evicted.connection().close();
      }
      opened = opener.open(name, number);
      counts.opened();
      LOG.debug("opened namespace {}", name);
    } finally {
      lock.lock();
      try {
        opening.remove(name);
        if (opened == null) {
          places--;
        } else if (!closed) {
          opened.begin();
          byName.put(name, opened);
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
    if (opened.isIdle()) {
      opened.connection().close(); // everything was closed while it was opened
      checkOpen();
    }
    return opened;
  }

  /** Ends a use. */
  void leave(OpenDatabase database) {
    lock.lock();
    try {
      database.end();
      if (database.isIdle() && dropped.remove(database)) {
        closeUnused(database);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The namespace is deleted: its database is closed when nobody uses it. */
  void drop(String name) {
    lock.lock();
    try {
      OpenDatabase known = byName.remove(name);
      if (known != null && known.isIdle()) {
        closeUnused(known);
      } else if (known != null) {
        dropped.add(known);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes one that nobody uses and nobody can find; the lock is held. */
  private void closeUnused(OpenDatabase database) {
    places--;
    counts.closed();
    LOG.debug("closing namespace {}", database.name());
    database.connection().close();
  }

  Map<String, Long> figures() {
    lock.lock();
    try {
      long inUse = dropped.size()
          + byName.values().stream().filter(database -> !database.isIdle()).count();
      Map<String, Long> figures = new HashMap<>();
      figures.put("open", (long) byName.size() + dropped.size());
      figures.put("in-use", inUse);
      return figures;
    } finally {
      lock.unlock();
    }
  }

  /** Closes all; false if that was done before. */
  boolean close() {
    List<OpenDatabase> all;
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      closed = true;
      all = new ArrayList<>(byName.values());
      all.addAll(dropped);
      byName.clear();
      dropped.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    for (OpenDatabase each : all) {
      counts.closed();
      each.connection().close();
    }
    return true;
  }
}

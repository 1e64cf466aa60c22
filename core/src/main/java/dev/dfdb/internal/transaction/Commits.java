package dev.dfdb.internal.transaction;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest commits of one connection, and those who want to know of more. Commits are kept only
 * while somebody follows them, and only so many: who falls behind reads the log. Safe from any
 * thread.
 */
final class Commits {

  private static final int MAX_COMMITS = 1_024;
  private static final int MAX_DATOMS = 65_536;

  private final Set<Runnable> signals = ConcurrentHashMap.newKeySet();
  private final TreeMap<Long, Committed> recent = new TreeMap<>();
  private int followers;
  private int datoms;

  /** From now on commits are kept, until {@link #release}. */
  synchronized void retain() {
    followers++;
  }

  /** Ends what {@link #retain} began. */
  synchronized void release() {
    followers--;
    if (followers == 0) {
      forget();
    }
  }

  /** Has something run after each commit, on the thread that commits; it must not wait. */
  void onCommit(Runnable signal) {
    signals.add(signal);
  }

  /** Takes back {@link #onCommit}. */
  void forget(Runnable signal) {
    signals.remove(signal);
  }

  /** Whether nobody wants to know. */
  boolean areUnwatched() {
    return signals.isEmpty();
  }

  /** Whether commits are kept. */
  synchronized boolean areKept() {
    return followers > 0;
  }

  /** Keeps commits. */
  synchronized void keep(List<Committed> commits) {
    for (Committed commit : commits) {
      recent.put(commit.t(), commit);
      datoms += commit.datoms().size();
    }
    while (recent.size() > MAX_COMMITS || (datoms > MAX_DATOMS && recent.size() > 1)) {
      datoms -= recent.pollFirstEntry().getValue().datoms().size();
    }
  }

  /** Keeps none of the commits so far. */
  synchronized void forget() {
    recent.clear();
    datoms = 0;
  }

  /** The commit of transaction {@code t}, or null if it is not kept. */
  synchronized @Nullable Committed get(long t) {
    return recent.get(t);
  }

  /** Tells all that want to know that there is something new. */
  void signal() {
    signals.forEach(Runnable::run);
  }
}

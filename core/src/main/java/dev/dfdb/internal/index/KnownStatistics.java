package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.storage.ReadView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Statistics} of one state of a storage, read when they are first wanted. What
 * transactions change is added up when somebody asks, or when it has become much. Safe from any
 * thread.
 */
public final class KnownStatistics {

  /** How many datoms of transactions wait to be added up at most. */
  private static final int MAX_PENDING = 1_000;

  private record Pending(List<Datom> datoms, @Nullable Pending before) {}

  private final ReadView view;
  private final long t;
  private final DistinctValues distinct;
  private @Nullable Statistics base;
  private boolean isRead;
  private long rewriting;
  private long storedT;
  private @Nullable Pending pending;
  private int pendingDatoms;

  /** Those that are stored in a state whose last transaction is {@code t}. */
  public KnownStatistics(ReadView view, long t) {
    this(view, t, new DistinctValues());
  }

  private KnownStatistics(ReadView view, long t, DistinctValues distinct) {
    this.view = view;
    this.t = t;
    this.distinct = distinct;
  }

  /** How many different values attributes have. */
  DistinctValues distinct() {
    return distinct;
  }

  /**
   * Those after transactions that lead to another state; read from there if these aren't known.
   *
   * @param areStored whether they are written with the transactions
   */
  public synchronized KnownStatistics after(
      ReadView newView, long newT, List<List<Datom>> transactions, boolean areStored) {
    KnownStatistics next = new KnownStatistics(newView, newT, distinct);
    next.isRead = isRead;
    next.rewriting = rewriting;
    next.storedT = areStored ? newT : storedT;
    next.base = base;
    if (base != null) {
      next.pending = pending;
      next.pendingDatoms = pendingDatoms;
      for (List<Datom> datoms : transactions) {
        next.pending = new Pending(datoms, next.pending);
        next.pendingDatoms += datoms.size();
      }
      if (next.pendingDatoms > MAX_PENDING) {
        next.addUp();
      }
    }
    return next;
  }

  private synchronized void addUp() {
    Statistics before = base;
    if (before != null && pending != null) {
      List<List<Datom>> transactions = new ArrayList<>();
      for (Pending one = pending; one != null; one = one.before) {
        transactions.add(one.datoms);
      }
      base = before.after(t, transactions);
      pending = null;
      pendingDatoms = 0;
    }
  }

  /** The statistics; null if they would have to be counted. The state must still be readable. */
  public synchronized @Nullable Statistics known() {
    if (!isRead) {
      rewriting = Rewriting.of(view);
      base = Statistics.read(view, t);
      storedT = Statistics.storedT(view);
      isRead = true;
    }
    addUp();
    return base;
  }

  /** The same, and read again if the log was rewritten since. */
  synchronized @Nullable Statistics exact() {
    if (isRead && Rewriting.of(view) != rewriting) {
      isRead = false;
      pending = null;
      pendingDatoms = 0;
    }
    return known();
  }

  /**
   * Whether they are known, and due to be written with a commit. They are read when this is first
   * asked, so that they are never behind by more than the log is read for.
   *
   * @param newT the t that the commit leads to
   */
  public synchronized boolean areDue(long newT) {
    boolean areKnown = isRead ? base != null : known() != null;
    return areKnown && newT - storedT >= Statistics.INTERVAL && exact() != null;
  }

  /**
   * How many datoms the log has; counted if that isn't known. The state must still be readable.
   *
   * @param upTo the t of the last transaction that counts
   */
  synchronized long logged(long upTo) {
    Statistics known = upTo < t ? null : exact();
    return known == null ? Statistics.countLog(view, Math.min(t, upTo)) : known.logged();
  }

  /**
   * The statistics, counted if they aren't known. The state must still be readable.
   *
   * @param live all that is live, to be counted
   */
  synchronized Statistics counted(Supplier<DatomCursor> live) {
    Statistics known = exact();
    if (known == null) {
      known = Statistics.count(view, t, live.get());
      base = known;
    }
    return known;
  }
}

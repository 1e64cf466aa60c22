package dev.dfdb.internal.transaction;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.ContentionException;
import dev.dfdb.error.DatabaseDeletedException;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.internal.index.Root;
import dev.dfdb.storage.Companion;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates and commits the transactions of one connection, in the order they come.
 *
 * <p>Callers put their transactions into a queue. Whoever finds nobody evaluating does so for all
 * that are waiting, as one group, and writes it; meanwhile another evaluates the next group, on
 * what the first will have made of the database, and writes it when the first is written. One group
 * is written at a time. It is one batch, guarded on the root: if another process, or another
 * connection to the same storage, has committed meanwhile, it is evaluated again on the new state,
 * and so is what was evaluated on it. Nobody is told anything that rests on what is not committed
 * yet. Safe from any thread.
 */
final class Pipeline implements AutoCloseable {

  private static final long FIRST_PAUSE_NANOS = 100_000;
  private static final long LONGEST_PAUSE_NANOS = 3_000_000;

  private final Storage storage;
  private final TransactionRules rules;
  private final InstantSource clock;
  private final Newest newest;
  private final Commits commits;
  private final Tally tally = new Tally();
  private final CommitWriter writer;
  private final boolean isShared;

  /** Two, so that one evaluates while the other writes. */
  private final BackgroundThreads background = new BackgroundThreads("dfdb-transactor", 2);

  private final Queue<Request> queue = new ConcurrentLinkedQueue<>();
  private final Gathering gathering = new Gathering(System::nanoTime);

  /** Held by who evaluates; guards the fields below. */
  private final ReentrantLock work = new ReentrantLock();

  /** What was taken from the queue, and is in no group. */
  private final Deque<Request> waiting = new ArrayDeque<>();

  /** The group that is being written, or was written last. */
  private @Nullable Group inFlight;

  private int conflicts;

  /** Who evaluates, while it has nothing to evaluate and waits for the group in flight. */
  private final IdleThread idle = new IdleThread();

  private volatile boolean closed;

  Pipeline(
      Storage storage,
      TransactionRules rules,
      InstantSource clock,
      Newest newest,
      Commits commits) {
    this.storage = storage;
    this.rules = rules;
    this.clock = clock;
    this.newest = newest;
    this.commits = commits;
    this.writer = new CommitWriter(storage, tally);
    this.isShared = storage.capabilities().sharedByProcesses();
  }

  /**
   * Commits a transaction, and those of others that are waiting.
   *
   * @param companion what is committed with it besides datoms, if anything
   * @return the outcome, which may still be to come
   */
  CompletableFuture<Committed> submit(Collection<?> forms, @Nullable Companion companion) {
    Request request = enqueue(forms, companion);
    if (CallingThread.isVirtual()) {
      idle.wake();
      driveLater(); // to interrupt it must not break what it does for others
    } else if (!sweep()) {
      idle.wake();
    } else if (!queue.isEmpty()) {
      driveLater();
    }
    IdleThread.giveWay(() -> !request.outcome().isDone());
    return request.outcome();
  }

  /** Has a transaction committed by another thread. */
  CompletableFuture<Committed> submitAsync(Collection<?> forms) {
    Request request = enqueue(forms, null);
    idle.wake();
    driveLater();
    return request.outcome();
  }

  private Request enqueue(Collection<?> forms, @Nullable Companion companion) {
    checkNotEvaluating();
    Request request = new Request(forms, companion, tally.watch());
    gathering.came();
    queue.add(request);
    return request;
  }

  /** What transactions call runs within a commit, and would wait for itself. */
  void checkNotEvaluating() {
    if (work.isHeldByCurrentThread()) {
      throw Refusal.of(
          "a function or predicate of a transaction can't use the connection; it reads the database"
              + " it is given, and a function gives forms");
    }
  }

  /**
   * Does something while no transaction is evaluated or written; transactions that come meanwhile
   * are committed after it.
   */
  <T> T exclusively(Supplier<T> action) {
    work.lock();
    try {
      if (inFlight != null) {
        inFlight.awaitEnd();
      }
      return action.get();
    } finally {
      work.unlock();
      drive();
    }
  }

  /** Works until nothing is waiting, or another thread evaluates. */
  private void drive() {
    while (sweep() && !queue.isEmpty()) {
      // whoever finds the lock taken leaves its request to the holder, who looks again
    }
  }

  private void driveLater() {
    background.execute(this::drive);
    if (closed) {
      drive(); // the background thread may have ended
    }
  }

  /** Commits what is waiting; false if another thread evaluates, or this one does already. */
  private boolean sweep() {
    if (work.isHeldByCurrentThread() || !work.tryLock()) {
      return false;
    }
    while (true) {
      Group group;
      boolean hasMore;
      try {
        group = prepare();
        hasMore = !waiting.isEmpty();
      } finally {
        work.unlock();
      }
      if (group == null) {
        return true;
      }
      if (hasMore || !queue.isEmpty()) {
        driveLater();
      }
      if (!commit(group)) {
        return true;
      }
      work.lock();
    }
  }

  /** Evaluates the next group to write, until the one before it is written; null for none. */
  private @Nullable Group prepare() {
    Group group = null;
    while (true) {
      for (Request next = queue.poll(); next != null; next = queue.poll()) {
        gathering.taken();
        waiting.add(next);
      }
      if (closed) {
        refuseAll(group);
        return null;
      }
      if (inFlight != null && inFlight.isOver()) {
        group = afterEnd(inFlight, group);
        inFlight = null;
      }
      if (group == null && waiting.isEmpty()) {
        return null;
      }
      if (group == null && inFlight != null && (inFlight.isLarge() || inFlight.isLost())) {
        awaitEnd(inFlight, true);
        continue;
      }
      if (group == null) {
        group = begin();
      }
      if (!fill(group)) {
        group = null;
      } else if (inFlight != null) {
        gathering.holds(waiting.size() + group.requests().size());
        awaitEnd(inFlight, !waiting.isEmpty());
      } else if (group.isEmpty()) {
        group.tellRefused();
        group.end();
        group = null;
      } else if (!waiting.isEmpty() || !gathering.await(group.requests().size(), queue::isEmpty)) {
        gathering.ends();
        inFlight = group;
        return group;
      }
    }
  }

  private Group begin() {
    Group ahead = inFlight;
    Group next = ahead == null ? null : ahead.next(random());
    return next != null
        ? next
        : new Group(newest.retained(), rules, random(), storage.capabilities().limits());
  }

  /** What remains of a group that was evaluated on one which is over by now. */
  private @Nullable Group afterEnd(Group ahead, @Nullable Group group) {
    if (ahead.isCommitted()) {
      conflicts = 0;
      if (group != null) {
        group.settle(newest);
      }
      return group;
    }
    if (group != null) {
      putBack(group);
    }
    ConflictException conflict = ahead.conflict();
    if (conflict != null) {
      startOver(ahead, conflict);
    }
    return null;
  }

  /** Puts the requests of a group that had a conflict back, and looks at the new state. */
  private void startOver(Group group, ConflictException conflict) {
    pauseAfter(++conflicts);
    List<Request> again = new ArrayList<>();
    for (Request request : group.requests()) {
      request.conflicted();
      if (request.isStarved()) {
        request.outcome().completeExceptionally(starved(conflict, request.conflicts()));
      } else {
        again.add(request);
      }
    }
    try {
      newest.refresh();
      putBack(again);
    } catch (StorageException unreadable) {
      again.forEach(request -> request.outcome().completeExceptionally(unreadable));
    }
    group.end();
  }

  /** Others were faster so many times in a row: counts it, and lets them be for a moment. */
  void pauseAfter(int timesInARow) {
    tally.conflicted();
    long bound = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(timesInARow, 20));
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
  }

  /** The error of a transaction that is given up. */
  ContentionException starved(ConflictException conflict, int attempts) {
    tally.starved(1);
    return new ContentionException(
        "others were faster to commit each time, so the transaction was given up; try again",
        Map.of("attempts", attempts),
        conflict);
  }

  /**
   * Looks for a state to read, after one was lost, or passed by others.
   *
   * @return why there is none, or null if it is found
   */
  private @Nullable StorageException findState(Group group) {
    try {
      if (newest.get().snapshot().isLost() || group.follows(newest.get())) {
        newest.refresh();
      }
      return null;
    } catch (StorageException unreadable) {
      return unreadable;
    }
  }

  private void putBack(Group group) {
    putBack(group.requests());
    group.end();
  }

  private void putBack(List<Request> again) {
    for (int i = again.size() - 1; i >= 0; i--) {
      waiting.addFirst(again.get(i));
    }
  }

  /**
   * Takes into the group what there is room for.
   *
   * @return false if the database can't be read: all in the group are told, or put back if it can
   *     be in a newer state
   */
  private boolean fill(Group group) {
    long begun = System.nanoTime();
    try {
      while (!waiting.isEmpty() && accept(group, waiting.element())) {
        waiting.remove();
      }
      group.tookToEvaluate(System.nanoTime() - begun);
      return true;
    } catch (RuntimeException | Error failure) {
      Throwable told = failure;
      if (failure instanceof StorageException && group.isLost()) {
        StorageException unreadable = findState(group);
        if (unreadable == null) {
          putBack(group);
          return false;
        }
        told = unreadable instanceof DatabaseDeletedException ? unreadable : failure;
      }
      if (group.isEmpty()) {
        waiting.remove().outcome().completeExceptionally(told);
      }
      group.fail(told);
      group.end();
      return false;
    }
  }

  /** Evaluates a request; false if there is no room for it. */
  private boolean accept(Group group, Request request) {
    try {
      return group.accept(request, clock.instant());
    } catch (LimitExceededException refusal) {
      group.refuse(request, refusal);
    } catch (StorageException unreadable) {
      throw unreadable;
    } catch (RuntimeException | Error refusal) {
      checkNotPassed(group, request);
      group.refuse(request, refusal);
    }
    return true;
  }

  /**
   * What is refused must be so in some state that was the present since it was submitted, and
   * others may have committed since the one was read that it is evaluated on.
   */
  private void checkNotPassed(Group group, Request request) {
    if (isShared
        && group.isOnCommitted()
        && group.presentAt() - request.since() < 0
        && !group.isOn(storage.get(Root.key()))) {
      throw new TransientStorageException("others have committed meanwhile", Map.of());
    }
  }

  /** Waits for the end of a group, or for another request if there is room. */
  private void awaitEnd(Group ahead, boolean isFull) {
    idle.await(() -> !ahead.isOver() && (isFull || queue.isEmpty()));
  }

  /**
   * Writes a group.
   *
   * @return whether it has to be evaluated again
   */
  private boolean commit(Group group) {
    long begun = System.nanoTime();
    try {
      writer.write(batch(group), group.firstT(), group.commit());
    } catch (ConflictException conflict) {
      finish(group, conflict, false);
      return true;
    } catch (RuntimeException | Error failure) {
      finish(group, null, false);
      group.fail(failure);
      group.end();
      return false;
    }
    gathering.written(group.requests().size(), group.evaluationNanos(), System.nanoTime() - begun);
    List<Committed> committed = group.committed();
    tally.committed(group, committed, begun);
    try {
      if (commits.areKept()) {
        commits.keep(committed);
      }
      newest.advance(group, begun);
    } catch (StorageException unreadable) {
      newest.wasPassed(); // it is committed; who reads next finds out what is wrong
    } finally {
      finish(group, null, true);
      group.succeed(committed);
      group.end();
    }
    return false;
  }

  private WriteBatch batch(Group group) {
    Basis state = newest.retained();
    try {
      return group.batch(state);
    } finally {
      state.release();
    }
  }

  private void finish(Group group, @Nullable ConflictException conflict, boolean isCommitted) {
    group.finish(conflict, isCommitted);
    idle.wake();
  }

  private void refuseAll(@Nullable Group group) {
    if (group != null) {
      putBack(group);
    }
    Group ahead = inFlight;
    if (ahead != null && ahead.conflict() != null) {
      putBack(ahead);
    }
    inFlight = null;
    waiting.forEach(request -> request.outcome().completeExceptionally(closedError()));
    waiting.clear();
  }

  Tally tally() {
    return tally;
  }

  CommitWriter writer() {
    return writer;
  }

  static StorageClosedException closedError() {
    return new StorageClosedException("used after it was closed", Map.of("what", "connection"));
  }

  private static long random() {
    return ThreadLocalRandom.current().nextLong();
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Waits for the commit under way and refuses the transactions still waiting.
   *
   * @param action what to do when nothing is committed any more; once only
   */
  void close(Runnable action) {
    exclusively(() -> {
      if (!closed) {
        closed = true;
        action.run();
      }
      return closed;
    });
  }

  @Override
  public void close() {
    drive();
    background.close();
  }
}

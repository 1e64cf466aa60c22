package dev.dfdb.internal.transaction;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.internal.index.Bootstrap;
import dev.dfdb.internal.index.Eraser;
import dev.dfdb.internal.index.Erasure;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.SchemaReader;
import dev.dfdb.internal.index.TransactionLog;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Commits transactions to one storage, and knows its newest state.
 *
 * <p>Callers put their transactions into a queue; whoever finds nobody at work commits all that are
 * waiting, in groups, and the others wait for it. When its own is done and more have come, a
 * background thread takes over. A group is one batch, guarded on the root: if another process, or
 * another connection to the same storage, has committed meanwhile, the group is evaluated again
 * against the new state. Safe from any thread.
 */
public final class Transactor implements DatabaseReader, AutoCloseable {

  private static final int MAX_ATTEMPTS = 100;
  private static final long FIRST_PAUSE_NANOS = 100_000;
  private static final long LONGEST_PAUSE_NANOS = 50_000_000;

  /** How long closing waits for readings: long for a query, and short for one who waits. */
  private static final long LONGEST_READING_NANOS = 5_000_000_000L;

  private final Storage storage;
  private final TransactionRules rules;
  private final InstantSource clock;
  private final BackgroundThread background = new BackgroundThread("dfdb-transactor");
  private final Basis.Holds holds = new Basis.Holds();
  private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
  private final Queue<Request> queue = new ConcurrentLinkedQueue<>();
  private final Commits commits = new Commits();
  private final ReentrantLock work = new ReentrantLock();
  private volatile Basis newest;
  private volatile boolean closed;

  /**
   * Opens the database in a storage, or begins one in an empty storage.
   *
   * @param rules what holds for every transaction
   * @throws MisconfiguredException if the storage holds something else
   */
  public Transactor(Storage storage, TransactionRules rules, InstantSource clock) {
    this.storage = storage;
    this.rules = rules;
    this.clock = clock;
    if (storage.get(Root.key()) == null) {
      begin();
    }
    this.newest = newBasis(null);
  }

  private void begin() {
    try (Cursor any = storage.scan(KeyRange.all(), ScanOptions.FORWARD.withLimit(1))) {
      if (any.next()) {
        throw new MisconfiguredException(
            "the storage holds data that is no dfdb database; give an empty one",
            Map.of("first key", any.key()));
      }
    }
    try {
      storage.batchWrite(Bootstrap.batch(random(), storage.capabilities().limits()));
    } catch (ConflictException begunByAnother) {
      if (storage.get(Root.key()) == null) {
        throw begunByAnother;
      }
    }
  }

  /** The present; sees every commit that returned before the call, of any process. */
  public Perspective present() {
    checkNotCommitting();
    while (true) {
      checkOpen();
      Basis basis = newest;
      byte[] root = storage.get(Root.key());
      if (root != null && basis.hasRoot(root)) {
        return Perspective.of(basis.root(), basis.schema());
      }
      catchUp(basis);
    }
  }

  /** The newest state known here, without looking whether there is a newer one. */
  Perspective known() {
    Basis basis = newest;
    return Perspective.of(basis.root(), basis.schema());
  }

  /** What was committed lately, and who wants to know. */
  Commits commits() {
    return commits;
  }

  /** Whether it was closed. */
  boolean isClosed() {
    return closed;
  }

  /**
   * Begins to read a database value that came from here.
   *
   * @throws StorageClosedException if the connection is closed
   */
  @Override
  public Reading read(Perspective perspective) {
    while (true) {
      checkOpen();
      Basis basis = newest;
      if (basis.root().t() < perspective.storedT()) {
        catchUp(basis);
      } else if (basis.retain()) {
        Standpoint standpoint = basis.standpoint(perspective);
        return new Reading(standpoint, standpoint.value(), basis::release);
      }
    }
  }

  @Override
  public Committed speculate(Perspective before, Collection<?> forms) {
    try (Reading reading = read(before)) {
      Limits limits = storage.capabilities().limits();
      return Evaluation.speculate(
          forms, reading.standpoint(), new Circumstances(clock.instant(), rules, random(), limits));
    }
  }

  private void catchUp(Basis stale) {
    work.lock();
    try {
      checkOpen();
      if (newest == stale) {
        publish(newBasis(null));
      }
    } finally {
      work.unlock();
    }
    drive();
  }

  /**
   * Commits a transaction, and those of others that are waiting.
   *
   * @return the outcome, which may still be to come
   */
  public CompletableFuture<Committed> submit(Collection<?> forms) {
    Request request = enqueue(forms);
    while (!request.outcome().isDone() && sweep()) {
      // a sweep commits what was waiting when it began; another may have taken this request
    }
    if (!queue.isEmpty()) {
      background.execute(this::drive);
    }
    return request.outcome();
  }

  /** Has a transaction committed by another thread. */
  public CompletableFuture<Committed> submitAsync(Collection<?> forms) {
    Request request = enqueue(forms);
    background.execute(this::drive);
    return request.outcome();
  }

  private Request enqueue(Collection<?> forms) {
    checkNotCommitting();
    Request request = new Request(forms, new CompletableFuture<>());
    queue.add(request);
    if (closed) {
      drive();
    }
    return request;
  }

  /** What transactions call runs within a commit, and would wait for itself. */
  private void checkNotCommitting() {
    if (work.isHeldByCurrentThread()) {
      throw Refusal.of(
          "a function or predicate of a transaction can't use the connection; it reads the database"
              + " it is given, and a function gives forms");
    }
  }

  /** Works until nothing is waiting, or another thread is at work. */
  private void drive() {
    while (!queue.isEmpty() && sweep()) {
      // whoever finds the lock taken leaves its request to the holder, who looks again
    }
  }

  private boolean sweep() {
    if (!work.tryLock()) {
      return false;
    }
    try {
      Deque<Request> waiting = new ArrayDeque<>();
      for (Request next = queue.poll(); next != null; next = queue.poll()) {
        waiting.add(next);
      }
      if (closed) {
        waiting.forEach(request -> request.outcome().completeExceptionally(closedError()));
      } else {
        commitAll(waiting);
      }
    } finally {
      work.unlock();
    }
    return true;
  }

  private void commitAll(Deque<Request> waiting) {
    int attempt = 0;
    while (!waiting.isEmpty()) {
      Group group = new Group(newest, rules, random(), storage.capabilities().limits());
      try {
        fill(group, waiting);
        if (!group.isEmpty()) {
          commit(group);
        }
        attempt = 0;
      } catch (ConflictException conflict) {
        attempt++;
        if (attempt == MAX_ATTEMPTS || !startOver(group, waiting, attempt)) {
          group.fail(conflict);
          attempt = 0;
        }
      } catch (RuntimeException | Error failure) {
        group.fail(failure);
        if (group.isEmpty()) {
          waiting.remove().outcome().completeExceptionally(failure);
        }
      }
    }
  }

  /** Takes into the group what there is room for; the refused ones are told, and gone. */
  private void fill(Group group, Deque<Request> waiting) {
    while (!waiting.isEmpty()) {
      Request request = waiting.element();
      try {
        if (!group.accept(request, clock.instant())) {
          return;
        }
      } catch (LimitExceededException refusal) {
        request.outcome().completeExceptionally(refusal);
      } catch (StorageException unreadable) {
        throw unreadable;
      } catch (RuntimeException | Error refusal) {
        request.outcome().completeExceptionally(refusal);
      }
      waiting.remove();
    }
  }

  private void commit(Group group) {
    write(group.batch(), group.firstT(), group.commit());
    List<Committed> committed = group.committed();
    if (commits.areKept()) {
      commits.keep(committed);
    }
    try {
      publish(newBasis(group));
    } finally {
      group.succeed(committed);
    }
  }

  /** Writes a commit, and if its outcome is unknown looks for the first transaction of it. */
  private void write(WriteBatch batch, long firstT, long commit) {
    try {
      storage.batchWrite(batch);
    } catch (OutcomeUnknownException unknown) {
      if (!isInLog(firstT, commit, unknown)) {
        throw unknown;
      }
    }
  }

  /**
   * Removes something for good, and commits a transaction that says so. Other transactions wait.
   *
   * @throws dev.dfdb.error.TransactionException if it is refused
   * @throws StorageException if the storage fails; if it was recorded already, it is finished with
   *     the next commit or when the database is opened
   */
  public Committed excise(ExcisionRequest request) {
    checkNotCommitting();
    work.lock();
    try {
      checkOpen();
      Committed committed = record(request);
      commits.forget();
      publish(newBasis(null));
      return committed;
    } finally {
      work.unlock();
      drive();
    }
  }

  private Committed record(ExcisionRequest request) {
    int attempt = 0;
    while (true) {
      long commit = random();
      ExcisionTransaction excision =
          new ExcisionTransaction(request, newest, clock.instant(), commit);
      try {
        write(excision.batch(storage.capabilities().limits()), excision.t(), commit);
        return excision.committed();
      } catch (ConflictException conflict) {
        if (++attempt == MAX_ATTEMPTS) {
          throw conflict;
        }
        publish(newBasis(null));
      }
    }
  }

  private boolean isInLog(long t, long commit, OutcomeUnknownException unknown) {
    try {
      TransactionLog.Entry entry = TransactionLog.read(storage, t);
      return entry != null && entry.commit() == commit;
    } catch (StorageException unreadable) {
      // The caller has to know that it may have happened.
      unknown.addSuppressed(unreadable);
      throw unknown;
    }
  }

  /** Puts the group's requests back and looks at the new state; false where that can't be read. */
  private boolean startOver(Group group, Deque<Request> waiting, int attempt) {
    long bound = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(attempt, 20));
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
    try {
      publish(newBasis(null));
    } catch (StorageException unreadable) {
      return false;
    }
    List<Request> again = group.requests();
    for (int i = again.size() - 1; i >= 0; i--) {
      waiting.addFirst(again.get(i));
    }
    return true;
  }

  /**
   * The present state; its schema is known if it is the one a group has just made. If it is not, an
   * excision may be under way, and is finished first.
   */
  private Basis newBasis(@Nullable Group made) {
    Snapshot snapshot = storage.snapshot();
    try {
      byte[] root = rootOf(snapshot);
      if (made != null && Root.decode(root).equals(made.root())) {
        return holds.basis(snapshot, root, made.schema());
      }
      if (snapshot.get(Erasure.key()) != null) {
        snapshot.close();
        Eraser.finish(storage);
        return newBasis(null);
      }
      Schema schema = SchemaReader.read(snapshot);
      return holds.basis(snapshot, root, schema);
    } catch (RuntimeException | Error failure) {
      snapshot.close();
      throw failure;
    }
  }

  private static byte[] rootOf(Snapshot snapshot) {
    byte[] root = snapshot.get(Root.key());
    if (root == null) {
      throw new MisconfiguredException(
          "the database is gone from the storage: something else has emptied it", Map.of());
    }
    return root;
  }

  private void publish(Basis basis) {
    Basis old = newest;
    newest = basis;
    old.release();
    commits.signal();
  }

  private void awaitReadings() {
    long deadline = System.nanoTime() + LONGEST_READING_NANOS;
    while (!holds.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(FIRST_PAUSE_NANOS);
    }
  }

  private static long random() {
    return ThreadLocalRandom.current().nextLong();
  }

  /** Has something closed with the connection that may be open for long. */
  @Override
  public void closeWith(Runnable closing) {
    open.add(closing);
    if (closed) {
      closing.run();
      throw closedError();
    }
  }

  @Override
  public void isClosed(Runnable closing) {
    open.remove(closing);
  }

  /**
   * Checks that it is open.
   *
   * @throws StorageClosedException if it is not
   */
  @Override
  public void checkOpen() {
    if (closed) {
      throw closedError();
    }
  }

  private static StorageClosedException closedError() {
    return new StorageClosedException("used after it was closed", Map.of("what", "connection"));
  }

  /**
   * Waits for the commit under way and for readings that end soon, refuses the transactions still
   * waiting, and closes every state. The storage stays open.
   */
  @Override
  public void close() {
    work.lock();
    try {
      if (!closed) {
        closed = true;
        newest.release();
      }
    } finally {
      work.unlock();
    }
    commits.signal();
    open.forEach(Runnable::run);
    awaitReadings();
    holds.closeAll();
    drive();
    background.close();
  }
}

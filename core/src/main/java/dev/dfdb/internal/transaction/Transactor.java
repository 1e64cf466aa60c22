package dev.dfdb.internal.transaction;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.internal.index.Audit;
import dev.dfdb.internal.index.Eraser;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Trimmer;
import dev.dfdb.internal.record.RecordedStorage;
import dev.dfdb.internal.record.Watch;
import dev.dfdb.storage.Companion;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Commits transactions to one storage, and reads its states. Safe from any thread. */
public final class Transactor implements DatabaseReader, AutoCloseable {

  private static final long PAUSE_NANOS = 100_000;

  /** How often a state is looked at anew that the storage has lost. */
  private static final int AUDITS = 5;

  private static final int LOST_STATES = 20;

  /** How long closing waits for readings: long for a query, and short for one who waits. */
  private static final long LONGEST_READING_NANOS = 5_000_000_000L;

  private final Storage given;
  private final Storage storage;
  private final TransactionRules rules;
  private final InstantSource clock;
  private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
  private final Commits commits = new Commits();
  private final Newest newest;
  private final Pipeline pipeline;
  private final long staleNanos;
  private final Lookout lookout;
  private final boolean isShared;

  /**
   * Opens the database in a storage.
   *
   * @param rules what holds for every transaction
   * @param caches the most memory for what was read
   * @param sharing how it learns of what others commit
   * @throws dev.dfdb.error.DatabaseDeletedException if there is none
   */
  public Transactor(
      Storage storage,
      TransactionRules rules,
      InstantSource clock,
      Caches caches,
      Sharing sharing) {
    this.given = storage;
    this.storage = RecordedStorage.of(storage);
    this.rules = rules;
    this.clock = clock;
    this.newest = new Newest(this.storage, commits::signal, caches, sharing.holdsState());
    this.pipeline = new Pipeline(this.storage, rules, clock, newest, commits);
    this.staleNanos = sharing.staleness().toNanos();
    this.lookout = new Lookout(this, sharing.interval());
    this.isShared = storage.capabilities().sharedByProcesses();
  }

  /**
   * The present; sees every commit that returned before the call, of any process, unless it is
   * allowed to be a little old: then those of this connection.
   */
  public Perspective present() {
    if (staleNanos > 0 && newest.isFresh(staleNanos)) {
      checkOpen();
      pipeline.checkNotEvaluating();
      return known();
    }
    return look();
  }

  /** The present; looks at the storage, however little time has passed. */
  public Perspective look() {
    pipeline.checkNotEvaluating();
    checkOpen();
    long now = System.nanoTime();
    Basis basis = newest.get();
    byte[] root = storage.get(Root.key());
    if (root != null && basis.hasRoot(root)) {
      basis.wasPresent(now);
      newest.wasLookedAt(now);
      return Perspective.of(basis.root(), basis.schema());
    }
    Basis present = presentSince(now);
    present.rest();
    return Perspective.of(present.root(), present.schema());
  }

  /** Has the storage tell of a state newer than the one known here, if it does. */
  Optional<CompletableFuture<Void>> whenChanged() {
    return storage.whenChanged(Root.key(), newest.get().rootBytes());
  }

  /** Somebody follows the database: commits of other processes must be looked for from now on. */
  void follow() {
    if (isShared) {
      lookout.begin();
    }
  }

  /** What has become of the transactions of this connection. */
  public Map<String, Long> statistics() {
    Map<String, Long> figures = pipeline.tally().figures();
    figures.putAll(newest.get().pages().figures());
    return figures;
  }

  /** The newest state known here, without looking whether there is a newer one. */
  Perspective known() {
    Basis basis = newest.get();
    return Perspective.of(basis.root(), basis.schema());
  }

  /** What was committed lately, and who wants to know. */
  Commits commits() {
    return commits;
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return pipeline.isClosed();
  }

  /**
   * Begins to read a database value that came from here.
   *
   * @throws StorageClosedException if the connection is closed
   */
  @Override
  public Reading read(Perspective perspective) {
    Basis basis = newest.get();
    while (true) {
      checkOpen();
      if (basis.root().t() < perspective.storedT()) {
        basis = presentSince(System.nanoTime());
        checkNotLost(perspective, basis);
      } else if (basis.retain()) {
        if (isReadable(basis)) {
          return new Reading(
              basis.standpoint(perspective),
              basis.value(perspective, rules.strict()),
              basis::release);
        }
        basis = presentSince(System.nanoTime());
      } else {
        basis = newest.get();
      }
    }
  }

  private static void checkNotLost(Perspective perspective, Basis present) {
    if (present.root().t() < perspective.storedT()) {
      throw new CorruptionException(
          "the storage has lost the transaction that this database value is of: it was restored, or"
              + " did not keep what it had acknowledged; take a new value",
          Map.of(
              "t",
              perspective.storedT(),
              "last t of the storage",
              present.root().t()));
    }
  }

  /** Whether a state that is retained can be read; if not, it is released. */
  private static boolean isReadable(Basis basis) {
    boolean isReadable = false;
    try {
      isReadable = basis.isReadable();
    } finally {
      if (!isReadable) {
        basis.release();
      }
    }
    return isReadable;
  }

  @Override
  public Committed speculate(Perspective before, Collection<?> forms) {
    try (Reading reading = read(before)) {
      Limits limits = storage.capabilities().limits();
      return Evaluation.speculate(
          forms, reading.standpoint(), new Circumstances(clock.instant(), rules, random(), limits));
    }
  }

  /** A state that was the present at some moment since a time, however others go on. */
  private Basis presentSince(long nanoTime) {
    return pipeline.exclusively(() -> {
      checkOpen();
      if (newest.get().presentAt() - nanoTime < 0) {
        newest.refresh();
      }
      return newest.get();
    });
  }

  /**
   * Commits a transaction, and those of others that are waiting.
   *
   * @return the outcome, which may still be to come
   */
  public CompletableFuture<Committed> submit(Collection<?> forms) {
    return pipeline.submit(forms, null);
  }

  /**
   * Commits a transaction by itself, with what a layer beside the datoms adds to it.
   *
   * @return the outcome, which may still be to come
   */
  public CompletableFuture<Committed> submit(Collection<?> forms, Companion companion) {
    return pipeline.submit(forms, companion);
  }

  /** Where the database lies. */
  public Storage storage() {
    return given;
  }

  /** Who observes the transactions, and may observe more. */
  public Watch watch() {
    return pipeline.tally().watch();
  }

  /** Has a transaction committed by another thread. */
  public CompletableFuture<Committed> submitAsync(Collection<?> forms) {
    return pipeline.submitAsync(forms);
  }

  /**
   * Removes something for good, and commits a transaction that says so. Other transactions wait.
   *
   * @throws dev.dfdb.error.TransactionException if it is refused
   * @throws StorageException if the storage fails; if it was recorded already, it is finished with
   *     the next commit or when the database is opened
   */
  public Committed excise(ExcisionRequest request) {
    pipeline.checkNotEvaluating();
    return pipeline.exclusively(() -> {
      checkOpen();
      Committed committed = record(request);
      commits.forget();
      newest.refresh();
      return committed;
    });
  }

  private Committed record(ExcisionRequest request) {
    int attempt = 0;
    newest.refresh();
    while (true) {
      long commit = random();
      ExcisionTransaction excision =
          new ExcisionTransaction(request, newest.get(), clock.instant(), commit);
      try {
        pipeline
            .writer()
            .write(excision.batch(storage.capabilities().limits()), excision.t(), commit);
        return excision.committed();
      } catch (ConflictException conflict) {
        pipeline.pauseAfter(++attempt);
        if (attempt == Request.MAX_ATTEMPTS) {
          throw pipeline.starved(conflict, attempt);
        }
        newest.refresh();
      }
    }
  }

  /**
   * Removes what attributes need not remember, some at a time, so that transactions can come in
   * between; and has the storage give the space back.
   *
   * @throws StorageException if the storage fails; what is left is removed the next time
   */
  public void compact() {
    pipeline.checkNotEvaluating();
    Instant now = clock.instant();
    Optional<Trimmer.Place> place = Optional.of(Trimmer.Place.FIRST);
    while (place.isPresent()) {
      Trimmer.Place from = place.get();
      place = pipeline.exclusively(() -> trim(from, now));
    }
    storage.compact();
  }

  private Optional<Trimmer.Place> trim(Trimmer.Place from, Instant now) {
    int attempt = 0;
    while (true) {
      checkOpen();
      try {
        Optional<Trimmer.Place> next = Trimmer.trim(storage, from, now);
        if (next.isPresent()) {
          commits.forget();
          newest.refresh();
        }
        return next;
      } catch (ConflictException conflict) {
        pipeline.pauseAfter(++attempt);
        if (attempt == Request.MAX_ATTEMPTS) {
          throw pipeline.starved(conflict, attempt);
        }
      } catch (TransientStorageException lost) {
        if (++attempt > LOST_STATES || !isShortLived()) {
          throw lost;
        }
      }
    }
  }

  private boolean isShortLived() {
    return storage.capabilities().snapshotLifetime() == SnapshotLifetime.SECONDS;
  }

  /** Compares the indexes with the log, in the state that the storage has now. */
  public Audit.Result audit() {
    checkOpen();
    Eraser.finish(storage);
    for (int attempt = 1; ; attempt++) {
      try (Snapshot view = newest.look()) {
        return Audit.of(view);
      } catch (TransientStorageException lost) {
        if (attempt == AUDITS) {
          throw lost;
        }
      }
    }
  }

  private void awaitReadings() {
    long deadline = System.nanoTime() + LONGEST_READING_NANOS;
    while (!newest.isIdle() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static long random() {
    return ThreadLocalRandom.current().nextLong();
  }

  /** Has something closed with the connection that may be open for long. */
  @Override
  public void closeWith(Runnable closing) {
    open.add(closing);
    if (isClosed()) {
      closing.run();
      throw Pipeline.closedError();
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
    if (isClosed()) {
      throw Pipeline.closedError();
    }
  }

  /**
   * Waits for the commit under way and for readings that end soon, refuses the transactions still
   * waiting, and closes every state. The storage stays open.
   */
  @Override
  public void close() {
    pipeline.close(() -> newest.get().retire());
    commits.signal();
    open.forEach(Runnable::run);
    awaitReadings();
    newest.closeAll();
    pipeline.close();
  }
}

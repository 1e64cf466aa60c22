package dev.dfdb.storage.fdb.simulation;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDBException;
import dev.dfdb.storage.fdb.FdbStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A FoundationDB cluster within this process, for tests. Its clients are {@link Database}s as the
 * Java binding has them, with snapshots at versions, detection of conflicts, watches, and the
 * limits of the real one: five seconds for reading at a version, 10,000,000 bytes for a
 * transaction, 10,000 for a key, 100,000 for a value.
 *
 * <p>Time is virtual: it passes only while a client waits for a reply, and as far as the next one
 * is away. Latencies and faults come from a seed. One thread, or several that {@linkplain #run take
 * turns}, see the same {@linkplain #course course} of events each time; of threads that do not, the
 * machine decides which asks first.
 *
 * <p>What dfdb does not use, it does not have: tenants, blob granules, mapped ranges, and atomic
 * operations other than {@code ADD}. Safe from any thread. Close it, as it keeps states in memory.
 */
public final class SimulatedCluster implements AutoCloseable {

  /** For how many versions, of a microsecond each, a version can be read. */
  static final long READABLE_VERSIONS = 5_000_000;

  private static final long FIRST_VERSION = 1_000;

  private final EventLoop loop = new EventLoop();
  private final VersionedStore store = new VersionedStore();
  private final SplittableRandom random;
  private final long seed;
  private final Map<RequestKind, Long> requests = new EnumMap<>(RequestKind.class);
  private final List<Runnable> held = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private Faults faults;
  private long leapNanos;
  private int leapEvery;
  private long ranges;
  private long lastVersion = FIRST_VERSION;
  private boolean isBatchOpen;
  private boolean isDown;
  private long course;

  /**
   * Starts an empty cluster.
   *
   * @param seed decides about latencies and faults
   */
  public SimulatedCluster(long seed, Faults faults) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.faults = faults;
  }

  /** Another client of the cluster. */
  public Database database() {
    return new SimulatedDatabase(this);
  }

  /**
   * Opens a storage in the cluster, through a client of its own.
   *
   * @param config options of {@link dev.dfdb.storage.fdb.FdbOptions} by name
   */
  public FdbStorage open(Map<String, ?> config) {
    return FdbStorage.open(database(), this::nanos, config);
  }

  /** The virtual time, in nanoseconds from the beginning of the cluster. */
  public long nanos() {
    return loop.nanos();
  }

  /** Lets time pass at once. */
  public void advance(Duration by) {
    loop.advance(by.toNanos());
  }

  /**
   * Lets so much time pass before each n-th range is read.
   *
   * @param every what n is; 0 for never
   */
  public void advanceWhileReading(Duration by, int every) {
    locked(() -> {
      leapNanos = by.toNanos();
      leapEvery = every;
    });
  }

  /** Has other faults from now on. */
  public void setFaults(Faults now) {
    locked(() -> faults = now);
  }

  /** Stops answering. What is asked from now on waits until the cluster is {@link #up}. */
  public void down() {
    locked(() -> isDown = true);
  }

  /** Answers again, also what was asked meanwhile. */
  public void up() {
    locked(() -> {
      isDown = false;
      held.forEach(request -> loop.after(0, request));
      held.clear();
    });
  }

  /** How often each was asked for so far. */
  public Map<RequestKind, Long> requests() {
    ReentrantLock lock = loop.lock();
    lock.lock();
    try {
      return new EnumMap<>(requests);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs tasks in threads that take turns: one runs at a time until it waits for the cluster, and
   * the seed decides who is next. A task must not wait for anything else that another does.
   *
   * @throws AssertionError if one failed
   */
  public void run(List<? extends Runnable> tasks) throws InterruptedException {
    new Actors(loop, seed).run(tasks);
  }

  /** Ends it, and what it keeps in memory. */
  @Override
  public void close() {
    locked(store::close);
  }

  @Override
  public String toString() {
    return "simulated cluster " + seed;
  }

  private void locked(Runnable action) {
    ReentrantLock lock = loop.lock();
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** A reply that is there at once. */
  <T> CompletableFuture<T> reply() {
    return new SimulatedFuture<>(loop);
  }

  EventLoop loop() {
    return loop;
  }

  /**
   * Asks for something. It is decided on at one moment and told at a later one; a client that has
   * given up meanwhile is not told, but a commit of its may happen.
   */
  <T> CompletableFuture<T> request(RequestKind kind, Terms terms, Supplier<T> answer) {
    CompletableFuture<T> reply = reply();
    locked(() -> {
      requests.merge(kind, 1L, Long::sum);
      if (kind == RequestKind.RANGE && leapEvery > 0 && ++ranges % leapEvery == 0) {
        loop.advance(leapNanos);
      }
      long back = delay();
      long there = delay();
      loop.after(there, () -> decide(kind, terms, answer, reply, back));
      if (isDown || there + back > terms.deadline() - loop.nanos()) {
        giveUpAt(terms.deadline(), reply);
      }
    });
    return reply;
  }

  private void giveUpAt(long deadline, CompletableFuture<?> reply) {
    loop.after(
        Math.max(0, deadline - loop.nanos()),
        () -> reply.completeExceptionally(ErrorCode.TRANSACTION_TIMED_OUT.exception()));
  }

  private <T> void decide(
      RequestKind kind, Terms terms, Supplier<T> answer, CompletableFuture<T> reply, long back) {
    if (isDown) {
      held.add(() -> decide(kind, terms, answer, reply, back));
      giveUpAt(terms.deadline(), reply);
      return;
    }
    Fault fault = fault(kind, terms);
    note(kind, fault);
    if (fault != null && !fault.isDone()) {
      fail(reply, back, fault.exception());
      return;
    }
    try {
      T answered = answer.get();
      loop.after(back, () -> {
        isBatchOpen &= kind != RequestKind.COMMIT;
        if (fault == null) {
          reply.complete(answered);
        } else {
          reply.completeExceptionally(fault.exception());
        }
      });
    } catch (RuntimeException failure) {
      fail(reply, back, failure);
    }
  }

  private void fail(CompletableFuture<?> reply, long back, RuntimeException failure) {
    loop.after(back, () -> reply.completeExceptionally(failure));
  }

  /** The fault that happens to a request; null if none does. */
  private @Nullable Fault fault(RequestKind kind, Terms terms) {
    Fault happening = null;
    for (Fault fault : Fault.values()) {
      if (fault.strikes(kind, terms) && happens(fault) && happening == null) {
        happening = fault;
      }
    }
    return happening;
  }

  private boolean happens(Fault fault) {
    return random.nextDouble() < faults.rate(fault);
  }

  /** Whether a part of a range ends early. Under the lock. */
  boolean isReplyShort() {
    return happens(Fault.SHORT_REPLY);
  }

  private long delay() {
    boolean isSlow = happens(Fault.SLOW);
    return 1 + random.nextLong((isSlow ? faults.slowLatency() : faults.latency()).toNanos());
  }

  private void note(RequestKind kind, @Nullable Fault fault) {
    String what = kind + " " + fault;
    course = (course ^ loop.nanos()) * 0x9E3779B97F4A7C15L + what.hashCode();
  }

  /**
   * A number for all that has happened so far: what was asked for, when, and with which fault. Two
   * clusters with the same number have had the same course.
   */
  public long course() {
    ReentrantLock lock = loop.lock();
    lock.lock();
    try {
      return course;
    } finally {
      lock.unlock();
    }
  }

  /** A time to wait before another attempt: anything up to a bound. */
  CompletableFuture<Void> pause(long boundNanos) {
    CompletableFuture<Void> over = reply();
    locked(() -> loop.after(1 + random.nextLong(boundNanos), () -> over.complete(null)));
    return over;
  }

  /** The version to read at, which holds all that was committed. Under the lock. */
  long readVersion() {
    isBatchOpen = false;
    return currentVersion();
  }

  private long currentVersion() {
    lastVersion = Math.max(lastVersion, Math.max(store.version(), presentVersion()));
    return lastVersion;
  }

  private long presentVersion() {
    return FIRST_VERSION + loop.nanos() / 1_000;
  }

  /** What there is at a version that can be read. Under the lock. */
  VersionedStore readable(long version) {
    if (version < presentVersion() - READABLE_VERSIONS) {
      throw ErrorCode.TRANSACTION_TOO_OLD.exception();
    }
    if (version > currentVersion()) {
      throw ErrorCode.FUTURE_VERSION.exception();
    }
    return store;
  }

  /** Commits, and gives the version. Under the lock. */
  long commit(
      long readVersion, List<ByteRange> read, List<Mutation> mutations, List<ByteRange> written) {
    if (!read.isEmpty()) {
      if (readable(readVersion).isWrittenSince(readVersion, read)) {
        throw ErrorCode.NOT_COMMITTED.exception();
      }
    }
    boolean isShared = isBatchOpen && happens(Fault.SHARED_VERSION);
    long version = isShared ? lastVersion : currentVersion() + 1;
    isBatchOpen = true;
    lastVersion = version;
    store.commit(version, mutations, written);
    store.expire(presentVersion() - READABLE_VERSIONS);
    List<Watch> fired = watches.stream()
        .filter(watch -> watch.isDone() || watch.isChanged(store.get(version, watch.key())))
        .toList();
    watches.removeAll(fired);
    fired.forEach(Watch::fire);
    return version;
  }

  /** Begins to watch a key for a value other than that at a version. Nobody need wait for it. */
  void watch(byte[] key, long version, CompletableFuture<Void> fired) {
    locked(() -> {
      try {
        Watch watch = new Watch(key, readable(version).get(version, key), fired);
        if (watch.isChanged(store.get(currentVersion(), key))) {
          watch.fire();
        } else {
          watches.add(watch);
        }
      } catch (FDBException tooOld) {
        fired.completeExceptionally(tooOld);
      }
    });
  }
}

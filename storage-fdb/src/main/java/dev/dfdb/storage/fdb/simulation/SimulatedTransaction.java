package dev.dfdb.storage.fdb.simulation;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.KeySelector;
import com.apple.foundationdb.KeyValue;
import com.apple.foundationdb.MutationType;
import com.apple.foundationdb.Range;
import com.apple.foundationdb.ReadTransaction;
import com.apple.foundationdb.StreamingMode;
import com.apple.foundationdb.Transaction;
import com.apple.foundationdb.TransactionOptions;
import com.apple.foundationdb.async.AsyncIterable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transaction of a simulated cluster: optimistic, and it reads what it has written. */
@SuppressWarnings({"FutureReturnValueIgnored", "InlineMeSuggester"}) // as the binding has them
final class SimulatedTransaction extends SimulatedReads implements Transaction {

  private static final int TIMEOUT = 500;
  private static final int NO_WRITE_CONFLICT = 30;
  private static final int PRIORITY_BATCH = 201;
  private static final int MAX_RETRY_DELAY = 502;
  private static final int TAG = 800;
  private static final long FIRST_BACKOFF_NANOS = 10_000_000;
  private static final long USUAL_LONGEST_BACKOFF_NANOS = 1_000_000_000;
  private static final long MOMENT_NANOS = 10_000_000;

  private final SimulatedCluster cluster;
  private final Database database;
  private final TransactionOptions options = new TransactionOptions(this::setOption);
  private final PendingWrites writes = new PendingWrites();
  private final long begun;
  private final long backoff;
  private long timeoutNanos;
  private @Nullable CompletableFuture<Long> readVersion;
  private long committedVersion = -1;
  private long longestBackoff = USUAL_LONGEST_BACKOFF_NANOS;
  private boolean isBatch;
  private boolean isTagged;
  private boolean isInvalid;
  private boolean isCancelled;

  SimulatedTransaction(SimulatedCluster cluster, Database database) {
    this(cluster, database, cluster.nanos(), 0, FIRST_BACKOFF_NANOS);
  }

  private SimulatedTransaction(
      SimulatedCluster cluster, Database database, long begun, long timeoutNanos, long backoff) {
    this.cluster = cluster;
    this.database = database;
    this.begun = begun;
    this.timeoutNanos = timeoutNanos;
    this.backoff = backoff;
  }

  /**
   * A part of a range.
   *
   * @param hasMore whether the range may go on behind it
   */
  record Part(List<KeyValue> entries, boolean hasMore) {}

  SimulatedCluster cluster() {
    return cluster;
  }

  private void setOption(int code, byte @Nullable [] parameter) {
    if (code == TIMEOUT && parameter != null) {
      timeoutNanos =
          1_000_000 * ByteBuffer.wrap(parameter).order(ByteOrder.LITTLE_ENDIAN).getLong();
    } else if (code == MAX_RETRY_DELAY && parameter != null) {
      longestBackoff =
          1_000_000 * ByteBuffer.wrap(parameter).order(ByteOrder.LITTLE_ENDIAN).getLong();
    } else if (code == NO_WRITE_CONFLICT) {
      writes.nextWithoutConflict();
    } else if (code == PRIORITY_BATCH) {
      isBatch = true;
    } else if (code == TAG) {
      isTagged = true;
    }
  }

  private long deadline() {
    return timeoutNanos == 0 ? Long.MAX_VALUE : begun + timeoutNanos;
  }

  private void checkUsable() {
    if (isInvalid) {
      throw new IllegalStateException("Cannot access closed object");
    }
  }

  private <T> CompletableFuture<T> request(RequestKind kind, Supplier<T> answer) {
    checkUsable();
    if (isCancelled) {
      return failed(ErrorCode.TRANSACTION_CANCELLED.exception());
    }
    return cluster.request(kind, new Terms(deadline(), isBatch, isTagged), answer);
  }

  private <T> CompletableFuture<T> failed(Throwable failure) {
    CompletableFuture<T> reply = cluster.reply();
    reply.completeExceptionally(failure);
    return reply;
  }

  static Throwable unwrapped(Throwable failure) {
    return (failure instanceof CompletionException || failure instanceof ExecutionException)
            && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  @Override
  public boolean isSnapshot() {
    return false;
  }

  @Override
  public ReadTransaction snapshot() {
    return new SnapshotReads(this);
  }

  @Override
  public TransactionOptions options() {
    return options;
  }

  @Override
  public CompletableFuture<Long> getReadVersion() {
    CompletableFuture<Long> known = readVersion;
    if (known == null) {
      known = request(RequestKind.READ_VERSION, cluster::readVersion);
      readVersion = known;
    }
    return known;
  }

  @Override
  public void setReadVersion(long version) {
    checkUsable();
    CompletableFuture<Long> given = cluster.reply();
    given.complete(version);
    readVersion = given;
  }

  @Override
  public CompletableFuture<byte[]> get(byte[] key) {
    return get(key, false);
  }

  @SuppressWarnings("NullAway") // as the binding does, null where there is no value
  CompletableFuture<byte[]> get(byte[] key, boolean isSnapshot) {
    PendingWrites.checkKey(key);
    if (!isSnapshot) {
      writes.addRead(ByteRange.of(key));
    }
    int seen = writes.count();
    return getReadVersion()
        .thenCompose(version -> request(
            RequestKind.READ,
            () -> writes.applyTo(key, cluster.readable(version).get(version, key), seen)));
  }

  @Override
  public CompletableFuture<byte[]> getKey(KeySelector selector) {
    return getKey(selector, false);
  }

  CompletableFuture<byte[]> getKey(KeySelector selector, boolean isSnapshot) {
    int seen = writes.count();
    return getReadVersion()
        .thenCompose(version -> request(RequestKind.READ, () -> {
          byte[] key = selection(version, seen).resolve(selector);
          if (!isSnapshot) {
            writes.addRead(ByteRange.of(key));
          }
          return key;
        }));
  }

  private Selection selection(long version, int seen) {
    return new Selection((range, reverse, limit, bytes) ->
        writes.range(cluster.readable(version), version, seen, range, reverse, limit, bytes));
  }

  @Override
  public AsyncIterable<KeyValue> getRange(
      KeySelector begin, KeySelector end, int limit, boolean reverse, StreamingMode mode) {
    return new SimulatedRange(this, false, begin, end, limit, reverse, mode);
  }

  /**
   * Reads a part of a range.
   *
   * @param kind whether it is the first
   */
  CompletableFuture<Part> readRange(
      RequestKind kind,
      KeySelector begin,
      KeySelector end,
      int limit,
      long bytes,
      boolean reverse,
      boolean isSnapshot) {
    int seen = writes.count();
    return getReadVersion()
        .thenCompose(version -> request(kind, () -> {
          Selection selection = selection(version, seen);
          ByteRange range = new ByteRange(selection.resolve(begin), selection.resolve(end));
          Part part = selection.part(range, reverse, limit, cluster.isReplyShort() ? 1 : bytes);
          if (!isSnapshot) {
            writes.addRead(Selection.covered(range, part, reverse));
          }
          return part;
        }));
  }

  @Override
  public CompletableFuture<Long> getEstimatedRangeSizeBytes(byte[] begin, byte[] end) {
    return getReadVersion()
        .thenCompose(version -> request(RequestKind.READ, () -> {
          ByteRange range = new ByteRange(begin, end);
          return cluster
              .readable(version)
              .range(version, range, false, Integer.MAX_VALUE, Long.MAX_VALUE)
              .stream()
              .mapToLong(Selection::size)
              .sum();
        }));
  }

  @Override
  public boolean addReadConflictRangeIfNotSnapshot(byte[] begin, byte[] end) {
    addReadConflictRange(begin, end);
    return true;
  }

  @Override
  public boolean addReadConflictKeyIfNotSnapshot(byte[] key) {
    addReadConflictKey(key);
    return true;
  }

  @Override
  public void addReadConflictRange(byte[] begin, byte[] end) {
    checkUsable();
    writes.addRead(new ByteRange(begin.clone(), end.clone()));
  }

  @Override
  public void addReadConflictKey(byte[] key) {
    checkUsable();
    writes.addRead(ByteRange.of(key.clone()));
  }

  @Override
  public void addWriteConflictRange(byte[] begin, byte[] end) {
    checkUsable();
    writes.addWritten(new ByteRange(begin.clone(), end.clone()));
  }

  @Override
  public void addWriteConflictKey(byte[] key) {
    checkUsable();
    writes.addWritten(ByteRange.of(key.clone()));
  }

  @Override
  public void set(byte[] key, byte[] value) {
    checkUsable();
    writes.put(key.clone(), value.clone());
  }

  @Override
  public void clear(byte[] key) {
    checkUsable();
    writes.clear(ByteRange.of(key.clone()));
  }

  @Override
  public void clear(byte[] begin, byte[] end) {
    checkUsable();
    writes.clear(new ByteRange(begin.clone(), end.clone()));
  }

  @Override
  public void clear(Range range) {
    clear(range.begin, range.end);
  }

  @Override
  @Deprecated
  public void clearRangeStartsWith(byte[] prefix) {
    clear(Range.startsWith(prefix));
  }

  @Override
  public void mutate(MutationType type, byte[] key, byte[] parameter) {
    checkUsable();
    writes.change(
        switch (type) {
          case ADD -> new Mutation.Add(key.clone(), parameter.clone());
          case COMPARE_AND_CLEAR -> new Mutation.CompareAndClear(key.clone(), parameter.clone());
          default -> throw SimulatedDatabase.missing();
        });
  }

  @Override
  public CompletableFuture<Void> commit() {
    checkUsable();
    FDBException tooLarge = writes.tooLarge();
    if (tooLarge != null) {
      return failed(tooLarge);
    }
    if (writes.isEmpty()) {
      CompletableFuture<Void> done = cluster.reply();
      done.complete(null);
      return done;
    }
    return getReadVersion()
        .thenCompose(version -> request(
            RequestKind.COMMIT,
            () -> committedVersion =
                cluster.commit(version, writes.read(), writes.mutations(), writes.written())))
        .thenApply(version -> null);
  }

  @Override
  public Long getCommittedVersion() {
    return committedVersion;
  }

  @Override
  public CompletableFuture<byte[]> getVersionstamp() {
    return CompletableFuture.completedFuture(
        ByteBuffer.allocate(10).putLong(committedVersion).array());
  }

  @Override
  public CompletableFuture<Long> getApproximateSize() {
    return CompletableFuture.completedFuture(writes.size());
  }

  @Override
  public CompletableFuture<Transaction> onError(Throwable thrown) {
    Throwable failure = unwrapped(thrown);
    if (!(failure instanceof FDBException error)) {
      return failed(failure);
    }
    checkUsable();
    isInvalid = true;
    if (isCancelled) {
      return failed(ErrorCode.TRANSACTION_CANCELLED.exception());
    }
    if (cluster.nanos() > deadline()) {
      return failed(ErrorCode.TRANSACTION_TIMED_OUT.exception());
    }
    ErrorCode.Retry retry = ErrorCode.retry(error);
    if (retry == ErrorCode.Retry.NONE) {
      return failed(error);
    }
    boolean isBackoff = retry == ErrorCode.Retry.BACKOFF;
    long next = isBackoff ? Math.min(2 * backoff, longestBackoff) : backoff;
    SimulatedTransaction again =
        new SimulatedTransaction(cluster, database, begun, timeoutNanos, next);
    again.longestBackoff = longestBackoff;
    long pause = retry == ErrorCode.Retry.AT_ONCE
        ? 1
        : Math.min(isBackoff ? backoff : MOMENT_NANOS, Math.max(1, longestBackoff));
    return cluster.pause(pause).thenApply(over -> again);
  }

  @Override
  public void cancel() {
    isCancelled = true;
  }

  @Override
  public CompletableFuture<Void> watch(byte[] key) {
    checkUsable();
    byte[] watched = key.clone();
    CompletableFuture<Void> fired = cluster.reply();
    getReadVersion().whenComplete((version, failure) -> {
      if (failure == null) {
        cluster.watch(watched, version, fired);
      } else {
        fired.completeExceptionally(unwrapped(failure));
      }
    });
    return fired;
  }

  @Override
  public Database getDatabase() {
    return database;
  }

  @Override
  public <T> T run(Function<? super Transaction, T> retryable) {
    return retryable.apply(this);
  }

  @Override
  public <T> CompletableFuture<T> runAsync(
      Function<? super Transaction, ? extends CompletableFuture<T>> retryable) {
    return retryable.apply(this);
  }

  @Override
  public <T> T read(Function<? super ReadTransaction, T> retryable) {
    return retryable.apply(this);
  }

  @Override
  public <T> CompletableFuture<T> readAsync(
      Function<? super ReadTransaction, ? extends CompletableFuture<T>> retryable) {
    return retryable.apply(this);
  }

  @Override
  public Executor getExecutor() {
    return database.getExecutor();
  }

  @Override
  public void close() {
    isInvalid = true;
  }
}

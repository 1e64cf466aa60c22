package dev.dfdb.storage.fdb.simulation;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.DatabaseOptions;
import com.apple.foundationdb.EventKeeper;
import com.apple.foundationdb.KeyRangeArrayResult;
import com.apple.foundationdb.ReadTransaction;
import com.apple.foundationdb.Tenant;
import com.apple.foundationdb.Transaction;
import com.apple.foundationdb.tuple.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client of a simulated cluster. */
@SuppressWarnings("FutureReturnValueIgnored") // failures go to the result
final class SimulatedDatabase implements Database {

  private static final Executor CALLER = Runnable::run;

  private final SimulatedCluster cluster;
  private final DatabaseOptions options = new DatabaseOptions((code, parameter) -> {});
  private volatile boolean closed;

  SimulatedDatabase(SimulatedCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Transaction createTransaction(Executor executor) {
    if (closed) {
      throw new IllegalStateException("Cannot access closed object");
    }
    return new SimulatedTransaction(cluster, this);
  }

  @Override
  public Transaction createTransaction(Executor executor, @Nullable EventKeeper keeper) {
    return createTransaction(executor);
  }

  @Override
  public DatabaseOptions options() {
    return options;
  }

  @Override
  public double getMainThreadBusyness() {
    return 0;
  }

  @Override
  public <T> T run(Function<? super Transaction, T> retryable, Executor executor) {
    Transaction transaction = createTransaction(executor);
    try {
      while (true) {
        try {
          T result = retryable.apply(transaction);
          transaction.commit().join();
          return result;
        } catch (RuntimeException e) {
          transaction = transaction.onError(e).join();
        }
      }
    } finally {
      transaction.close();
    }
  }

  @Override
  public <T> T read(Function<? super ReadTransaction, T> retryable, Executor executor) {
    return run(retryable, executor);
  }

  @Override
  public <T> CompletableFuture<T> runAsync(
      Function<? super Transaction, ? extends CompletableFuture<T>> retryable, Executor executor) {
    CompletableFuture<T> result = cluster.reply();
    attempt(createTransaction(executor), retryable, result);
    return result;
  }

  private static <T> void attempt(
      Transaction transaction,
      Function<? super Transaction, ? extends CompletableFuture<T>> retryable,
      CompletableFuture<T> result) {
    retryable
        .apply(transaction)
        .thenCompose(value -> transaction.commit().thenApply(committed -> value))
        .whenComplete((value, failure) -> {
          if (failure == null) {
            transaction.close();
            result.complete(value);
          } else {
            transaction.onError(failure).whenComplete((again, fatal) -> {
              if (fatal == null) {
                attempt(again, retryable, result);
              } else {
                result.completeExceptionally(fatal);
              }
            });
          }
        });
  }

  @Override
  public <T> CompletableFuture<T> readAsync(
      Function<? super ReadTransaction, ? extends CompletableFuture<T>> retryable,
      Executor executor) {
    return runAsync(retryable, executor);
  }

  @Override
  public Executor getExecutor() {
    return CALLER;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public CompletableFuture<byte[]> getClientStatus(Executor executor) {
    return CompletableFuture.completedFuture("{\"Healthy\":true}".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Tenant openTenant(Tuple name) {
    throw missing();
  }

  @Override
  public Tenant openTenant(byte[] name, Executor executor) {
    throw missing();
  }

  @Override
  public Tenant openTenant(Tuple name, Executor executor) {
    throw missing();
  }

  @Override
  public Tenant openTenant(byte[] name, Executor executor, EventKeeper keeper) {
    throw missing();
  }

  @Override
  public Tenant openTenant(Tuple name, Executor executor, EventKeeper keeper) {
    throw missing();
  }

  @Override
  public CompletableFuture<byte[]> purgeBlobGranules(
      byte[] begin, byte[] end, long version, boolean force, Executor executor) {
    throw missing();
  }

  @Override
  public CompletableFuture<Void> waitPurgeGranulesComplete(byte[] key, Executor executor) {
    throw missing();
  }

  @Override
  public CompletableFuture<Boolean> blobbifyRange(byte[] begin, byte[] end, Executor executor) {
    throw missing();
  }

  @Override
  public CompletableFuture<Boolean> blobbifyRangeBlocking(
      byte[] begin, byte[] end, Executor executor) {
    throw missing();
  }

  @Override
  public CompletableFuture<Boolean> unblobbifyRange(byte[] begin, byte[] end, Executor executor) {
    throw missing();
  }

  @Override
  public CompletableFuture<KeyRangeArrayResult> listBlobbifiedRanges(
      byte[] begin, byte[] end, int limit, Executor executor) {
    throw missing();
  }

  @Override
  public CompletableFuture<Long> verifyBlobRange(
      byte[] begin, byte[] end, long version, Executor executor) {
    throw missing();
  }

  @Override
  public CompletableFuture<Boolean> flushBlobRange(
      byte[] begin, byte[] end, boolean compact, long version, Executor executor) {
    throw missing();
  }

  static UnsupportedOperationException missing() {
    return new UnsupportedOperationException("the simulated cluster does not have this");
  }
}

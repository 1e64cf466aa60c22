package dev.dfdb.storage.fdb;

import com.apple.foundationdb.Transaction;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Keys whose change the cluster tells of. Safe from any thread. */
@SuppressWarnings({"FutureReturnValueIgnored", "CollectionUndefinedEquality"}) // by identity
final class Watches implements AutoCloseable {

  private final Client client;
  private final Reads reads;
  private final Set<CompletableFuture<Void>> open = ConcurrentHashMap.newKeySet();

  Watches(Client client, Reads reads) {
    this.client = client;
    this.reads = reads;
  }

  /** Begins to watch a key that is known to hold a value. */
  CompletableFuture<Void> begin(byte[] key, byte[] value) {
    CompletableFuture<Void> watch = client.read(transaction -> watch(transaction, key, value));
    CompletableFuture<Void> told = new CompletableFuture<>();
    open.add(watch);
    watch.whenComplete((changed, failure) -> {
      open.remove(watch);
      told.complete(null); // after a failure somebody has to look
    });
    told.whenComplete((changed, cancelled) -> watch.cancel(true));
    return told;
  }

  private CompletableFuture<Void> watch(Transaction transaction, byte[] key, byte[] value) {
    byte[] present = reads.get(transaction.snapshot(), key);
    if (!Arrays.equals(present, value)) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> watch = transaction.watch(reads.keyspace().entry(key));
    client.await(transaction.commit()); // from here on the cluster looks after it
    return watch;
  }

  /** Ends all. */
  @Override
  public void close() {
    open.forEach(watch -> watch.cancel(true));
  }
}

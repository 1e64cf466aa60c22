package dev.dfdb.storage.fdb;

import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.ReadTransaction;
import com.apple.foundationdb.Transaction;
import dev.dfdb.storage.fdb.Client.Attempts;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One state of the database: a version that the cluster keeps readable for some five seconds. It
 * holds nothing there. Safe from any thread.
 */
final class PinnedState {

  /** From this age on it is not worth while to begin reading. */
  private static final long LIFETIME_NANOS = 4_500_000_000L;

  /** A young state is told to be too old only for a moment, but for a cluster that recovers. */
  private static final int MOST_TOO_OLD = 12;

  private final Client client;
  private final long version;
  private final long taken;
  private volatile @Nullable FDBException loss;

  private PinnedState(Client client, long version, long taken) {
    this.client = client;
    this.version = version;
    this.taken = taken;
  }

  /** Fixes the present state, in one round trip. */
  static PinnedState take(Client client) {
    long now = client.nanoTime();
    long version = client.read(transaction -> Client.await(transaction.getReadVersion()));
    return new PinnedState(client, version, now);
  }

  /** Whether it is gone, or nearly so. */
  boolean isLost() {
    return loss != null || isOld();
  }

  private boolean isOld() {
    return client.nanoTime() - taken > LIFETIME_NANOS;
  }

  /**
   * Reads of it.
   *
   * @throws dev.dfdb.error.TransientStorageException if it is lost
   */
  <T> T read(Function<ReadTransaction, T> reading) {
    FDBException lost = loss;
    if (lost != null) {
      throw client.errors().stateLost(lost);
    }
    int tooOld = 0;
    try (Attempts attempts = client.attempts()) {
      while (true) {
        Transaction transaction = attempts.transaction();
        transaction.setReadVersion(version);
        try {
          return reading.apply(transaction.snapshot());
        } catch (FDBException e) {
          boolean isTooOld = e.getCode() == FdbErrors.TRANSACTION_TOO_OLD;
          if (isTooOld && (isOld() || ++tooOld > MOST_TOO_OLD)) {
            loss = e;
            throw client.errors().stateLost(e);
          }
          attempts.again(e);
        }
      }
    }
  }
}

package dev.dfdb.storage.fdb;

import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.ReadTransaction;
import com.apple.foundationdb.Transaction;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.fdb.Client.Attempts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One state of the database: a version that the cluster keeps readable for some five seconds. It
 * holds nothing there. Before it is lost to who goes on reading, the cluster is asked whether
 * anything was written since: if not, a later version is the same state, and as young as new. Safe
 * from any thread.
 */
final class PinnedState {

  /** From this age on it is not worth while to begin reading. */
  private static final long LIFETIME_NANOS = 4_500_000_000L;

  /** From this age on it is worth while to look for a later version. */
  private static final long RENEWAL_NANOS = 2_500_000_000L;

  /** After so many it is believed that somebody has written. */
  private static final int MOST_REFUSALS = 3;

  private static final Duration RENEWING = Duration.ofSeconds(1);

  /** A young state is told to be too old only for a moment, but for a cluster that recovers. */
  private static final int MOST_TOO_OLD = 12;

  private final Client client;
  private final Keyspace keyspace;
  private final AtomicBoolean isRenewing = new AtomicBoolean();
  private volatile Pin pin;
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile @Nullable FDBException loss;

  /**
   * A version that shows the state.
   *
   * @param taken when it was the newest, in nanoseconds
   */
  private record Pin(long version, long taken) {}

  private PinnedState(Client client, Keyspace keyspace, Pin pin) {
    this.client = client;
    this.keyspace = keyspace;
    this.pin = pin;
  }

  /** Fixes the present state, in one round trip. */
  static PinnedState take(Client client, Keyspace keyspace) {
    long now = client.nanoTime();
    long version = client.read(transaction -> client.await(transaction.getReadVersion()));
    return new PinnedState(client, keyspace, new Pin(version, now));
  }

  /** Whether it is gone, or nearly so. */
  boolean isLost() {
    return loss != null || isOld();
  }

  private boolean isOld() {
    return age() > LIFETIME_NANOS;
  }

  private long age() {
    return client.nanoTime() - pin.taken();
  }

  private void renewInTime() {
    if (age() > RENEWAL_NANOS
        && refusals.get() < MOST_REFUSALS
        && !isOld()
        && isRenewing.compareAndSet(false, true)) {
      try {
        renew();
      } finally {
        isRenewing.set(false);
      }
    }
  }

  /** Goes on to a later version if nothing was written until then. */
  private void renew() {
    long now = client.nanoTime();
    try (Attempts attempts = client.attempts(RENEWING)) {
      Transaction transaction = attempts.transaction();
      transaction.setReadVersion(pin.version());
      KeyRange all = KeyRange.all();
      transaction.addReadConflictRange(keyspace.begin(all), keyspace.end(all));
      transaction.addWriteConflictKey(keyspace.fact("renewal")); // or nothing would be decided
      client.await(transaction.commit());
      // Others that were decided on under the same version may have written after all.
      refusals.set(0);
      pin = new Pin(transaction.getCommittedVersion() - 1, now);
    } catch (FDBException refused) {
      // It may be told for no reason that something was written; after other failures nothing is.
      refusals.addAndGet(FdbErrors.isConflict(refused) ? 1 : 0);
    }
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
    renewInTime();
    int tooOld = 0;
    try (Attempts attempts = client.attempts()) {
      while (true) {
        Transaction transaction = attempts.transaction();
        transaction.setReadVersion(pin.version());
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

package dev.dfdb.storage.fdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDB;
import com.apple.foundationdb.FDBException;
import dev.dfdb.error.StorageUnavailableException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The network thread of the client library, which all databases of the process share, and its end.
 *
 * <p>The binding would stop it as soon as the process begins to end, under calls that would then
 * never return, those of shutdown hooks among them. It is stopped here instead, when all storages
 * are closed, or nobody waits for the cluster any more, or after some seconds; and whoever still
 * waits is told. Where the process had the binding before dfdb, it stops the thread itself. Safe
 * from any thread.
 */
final class Network {

  /** There is one of it in a process, as there is one of the client library. */
  static final Network OF_PROCESS = new Network();

  private static final long LONGEST_NANOS = 5_000_000_000L;
  private static final long QUIET_NANOS = 200_000_000L;
  private static final long STEP_NANOS = 5_000_000L;
  private static final long STOP_MILLIS = 5_000;

  private final Set<Replies> users = ConcurrentHashMap.newKeySet();
  private boolean isWatched;

  private Network() {}

  /** Chooses the version of the interface; the first to do so also says how the network ends. */
  synchronized FDB select(int version) {
    boolean isOurs = !FDB.isAPIVersionSelected();
    FDB binding = FDB.selectAPIVersion(version);
    if (!isWatched) {
      if (isOurs) {
        binding.disableShutdownHook();
      }
      watch(() -> end(isOurs ? binding : null));
      isWatched = true;
    }
    return binding;
  }

  private static void watch(Runnable end) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(end, "dfdb-foundationdb-end"));
    } catch (IllegalStateException ending) {
      throw new StorageUnavailableException(
          "the process is ending, and opens no database any more", Map.of(), ending);
    }
  }

  /** Connects for somebody who waits for replies; to be left when he has closed. */
  Database open(FDB binding, @Nullable String clusterFile, Replies replies) {
    Database database = binding.open(clusterFile);
    users.add(replies);
    return database;
  }

  /** Somebody has closed. */
  void leave(Replies replies) {
    users.remove(replies);
  }

  private void end(@Nullable FDB stopped) {
    awaitQuiet(users::isEmpty, () -> users.stream().anyMatch(Replies::areAwaited));
    users.forEach(Replies::end);
    if (stopped != null) {
      stop(stopped);
    }
  }

  /** Waits until all is closed, or for a while nothing happens, or it takes too long. */
  static void awaitQuiet(BooleanSupplier isClosed, BooleanSupplier isBusy) {
    long begun = System.nanoTime();
    long busy = begun;
    for (long now = begun;
        !isClosed.getAsBoolean() && now - begun < LONGEST_NANOS && now - busy < QUIET_NANOS;
        now = System.nanoTime()) {
      if (isBusy.getAsBoolean()) {
        busy = now;
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  private static void stop(FDB binding) {
    Thread stopping = new Thread(
        () -> {
          try {
            binding.stopNetwork();
          } catch (FDBException e) {
            LoggerFactory.getLogger("dev.dfdb.storage.fdb")
                .debug("the network thread did not stop", e);
          }
        },
        "dfdb-foundationdb-stop");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

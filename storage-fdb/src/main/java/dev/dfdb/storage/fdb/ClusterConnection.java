package dev.dfdb.storage.fdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDB;
import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.Transaction;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.storage.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A client of a cluster that answers. All clients of a process share one {@linkplain Network
 * network thread} and one version of the interface. Safe from any thread.
 */
final class ClusterConnection implements AutoCloseable {

  private static final String INSTALL =
      "install the FoundationDB client package 7.3 of the machine's"
          + " system, or name libfdb_c by the system property FDB_LIBRARY_PATH_FDB_C or its directory by"
          + " LD_LIBRARY_PATH";

  private final Database database;
  private final Replies replies;
  private final String name;

  private ClusterConnection(Database database, Replies replies, String name) {
    this.database = database;
    this.replies = replies;
    this.name = name;
  }

  /**
   * Connects.
   *
   * @throws MisconfiguredException if the client library is missing or of another version, or there
   *     is no cluster file
   * @throws StorageUnavailableException if the cluster does not answer in time
   */
  static ClusterConnection open(Settings settings) {
    Optional<Path> file = settings.find(FdbOptions.CLUSTER_FILE);
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new MisconfiguredException(
          "the cluster file can't be read", Map.of("cluster-file", file.get()));
    }
    String name = file.map(Path::toString).orElse("of the default cluster file");
    FDB binding = binding(settings.get(FdbOptions.API_VERSION));
    Replies replies = FdbOptions.replies(settings);
    Database database;
    try {
      database = Network.OF_PROCESS.open(binding, file.map(Path::toString).orElse(null), replies);
    } catch (FDBException e) {
      throw failure(name, settings, e);
    }
    ClusterConnection connection = new ClusterConnection(database, replies, name);
    try {
      connection.ping(settings);
    } catch (RuntimeException | Error e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  private static FDB binding(int version) {
    try {
      return Network.OF_PROCESS.select(version);
    } catch (FDBException e) {
      throw otherVersion(version, e);
    } catch (IllegalArgumentException e) {
      throw new MisconfiguredException(
          "the process uses FoundationDB with another api-version already",
          Map.of("api-version", version, "in use", FDB.instance().getAPIVersion()),
          e);
    } catch (LinkageError e) {
      throw noLibrary(e);
    }
  }

  /** The error of a library that refuses a version of the interface. */
  static MisconfiguredException otherVersion(int version, FDBException e) {
    return new MisconfiguredException(
        "the FoundationDB client library is of a version without this interface",
        Map.of("api-version", version, "install", INSTALL, "engine", e.getMessage()),
        e);
  }

  private static MisconfiguredException noLibrary(LinkageError e) {
    return new MisconfiguredException(
        "the FoundationDB client library libfdb_c is not on this machine",
        Map.of("install", INSTALL, "loader", String.valueOf(rootOf(e).getMessage())),
        e);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Waits for an answer. */
  private void ping(Settings settings) {
    try (Transaction transaction = database.createTransaction()) {
      // To the client 0 means to wait for ever.
      long millis = Math.max(1, settings.get(FdbOptions.CONNECT_TIMEOUT).toMillis());
      transaction.options().setTimeout(millis);
      replies.await(transaction.getReadVersion());
    } catch (FDBException e) {
      if (e.getCode() == FdbErrors.TIMED_OUT) {
        throw new StorageUnavailableException(
            "no FoundationDB cluster answered in time; start it, check the addresses in the cluster"
                + " file, and that cluster and client library are of one version",
            context(settings),
            e);
      }
      throw failure(name, settings, e);
    }
  }

  private Map<String, Object> context(Settings settings) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("cluster", name);
    context.put("connect-timeout", settings.get(FdbOptions.CONNECT_TIMEOUT));
    try {
      byte[] status = replies.await(database.getClientStatus());
      context.put("client", new String(status, StandardCharsets.UTF_8));
    } catch (FDBException e) {
      context.put("client", String.valueOf(e.getMessage()));
    }
    return context;
  }

  private static StorageException failure(String name, Settings settings, FDBException e) {
    return new FdbErrors(name, settings).translate(e);
  }

  Replies replies() {
    return replies;
  }

  Database database() {
    return database;
  }

  String name() {
    return name;
  }

  @Override
  public void close() {
    Network.OF_PROCESS.leave(replies);
    database.close();
  }
}

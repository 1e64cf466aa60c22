package dev.dfdb.backup;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.internal.NamespaceFolders;
import dev.dfdb.error.NamespaceException;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The backups of all databases of a storage: the one that has no name, and every namespace. Each
 * has a folder of the target for itself, and {@link Backups} of its own; each is backed up as it is
 * at one moment, one after the other.
 *
 * <p>Made by {@link #open}; safe from any thread, but for one target one backup is made at a time.
 */
public final class NamespaceBackups implements AutoCloseable {

  private final BackupTarget target;

  private NamespaceBackups(BackupTarget target) {
    this.target = target;
  }

  /**
   * Opens the backups in a target, which may have none yet.
   *
   * @param target where they lie; closed with this
   */
  public static NamespaceBackups open(BackupTarget target) {
    return new NamespaceBackups(Objects.requireNonNull(target, "target"));
  }

  /**
   * Backs up every database of a storage.
   *
   * @param config of the storage, as for {@link Dfdb#createDb(Map)} without {@code namespace}
   * @return the reports by the name of the namespace; that without a name is under the empty text
   * @throws BackupException if the target can't be written
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public Map<String, BackupReport> backup(Map<String, ?> config, BackupOptions options) {
    return onStorage(config, open -> {
      Map<String, BackupReport> reports = new LinkedHashMap<>();
      List<String> names = new ArrayList<>();
      if (NamespaceFolders.hasUnnamed((Storage) Objects.requireNonNull(open.get("storage")))) {
        names.add("");
      }
      names.addAll(Dfdb.listNamespaces(open));
      for (String name : names) {
        try (Connection connection = Dfdb.createDb(withNamespace(open, name));
            Backups backups = of(name)) {
          reports.put(name, backups.backup(connection, options));
        }
      }
      return reports;
    });
  }

  /** Backs up every database of a storage, what is new of each. */
  public Map<String, BackupReport> backup(Map<String, ?> config) {
    return backup(config, BackupOptions.incremental());
  }

  /**
   * Restores every database that there is a backup of, each from its newest.
   *
   * @param config of the storage, as for {@link Dfdb#createDb(Map)} without {@code namespace}
   * @return the reports by the name of the namespace
   * @throws BackupException if a backup is damaged, or the storage holds something else
   * @throws dev.dfdb.error.StorageException if the storage fails; restoring again goes on
   */
  public Map<String, RestoreReport> restore(Map<String, ?> config) {
    return onStorage(config, open -> {
      Map<String, RestoreReport> reports = new LinkedHashMap<>();
      for (String name : names()) {
        try (Backups backups = of(name)) {
          reports.put(name, backups.restore(withNamespace(open, name)));
        }
      }
      return reports;
    });
  }

  /** The names of all namespaces that there are backups of; the empty text for that without one. */
  public List<String> names() {
    return NamespaceFolders.names(target.list());
  }

  /**
   * The backups of one namespace, also of one that is not there any more.
   *
   * @param name its name; the empty text for the database without one
   * @throws NamespaceException if it can't be a name
   */
  public Backups of(String name) {
    return Backups.open(target.within(NamespaceFolders.folder(name)));
  }

  /**
   * Proves every backup of every namespace, also of one whose manifests are gone; see
   * {@link Backups#verify()}.
   *
   * @return what was found by the name of the namespace; empty if there is no backup at all
   */
  public Map<String, BackupVerification> verify() {
    Map<String, BackupVerification> found = new LinkedHashMap<>();
    for (String name : NamespaceFolders.allNames(target.list())) {
      try (Backups backups = of(name)) {
        found.put(name, backups.verify());
      }
    }
    return found;
  }

  private static Map<String, Object> withNamespace(Map<String, ?> config, String name) {
    Map<String, Object> one = new HashMap<>(config);
    if (!name.isEmpty()) {
      one.put("namespace", name);
    }
    return one;
  }

  /** Does something with an open storage: with that which was given, or one opened for it. */
  private static <T> T onStorage(Map<String, ?> config, Function<Map<String, ?>, T> action) {
    Map<String, Object> open = new HashMap<>(config);
    Optional<Storage> opened = Optional.empty();
    if (open.remove("storage-config") instanceof Map<?, ?> options) {
      Map<String, Object> copy = new HashMap<>();
      options.forEach((key, value) -> copy.put(String.valueOf(key), value));
      opened = Optional.of(StorageProviders.find().open(copy));
      open.put("storage", opened.get());
    }
    if (!(open.get("storage") instanceof Storage)) {
      throw new IllegalArgumentException("the configuration names a storage or a storage-config");
    }
    try {
      return action.apply(open);
    } finally {
      opened.ifPresent(Storage::close);
    }
  }

  /** Closes the target. */
  @Override
  public void close() {
    target.close();
  }
}

package dev.dfdb.cli.database;

import dev.dfdb.Dfdb;
import dev.dfdb.storage.StorageProviders;
import dev.dfdb.storage.StorageUri;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database as it is named on the command line: a URI. Without a scheme it is what stands behind
 * {@code rocksdb:}, so that options and a namespace are meant by the same signs everywhere.
 *
 * @param text the URI
 */
public record DatabaseUri(String text) {

  private static final Pattern WITH_PASSWORD = Pattern.compile("//[^@]*:[^@]*@.*");
  private static final Pattern SERVER = Pattern.compile("//[^/]+");
  private static final String PASSWORD = "password";
  private static final String CREATE_IF_MISSING = "create-if-missing";

  /** Variables of the environment that may hold a password, the first one that is set. */
  public static final List<String> PASSWORDS = List.of("DFDB_PASSWORD", "PGPASSWORD");

  /** Puts the scheme before a text that has none. */
  public DatabaseUri {
    if (!StorageUri.hasScheme(text)) {
      text = "rocksdb:" + text.replace('\\', '/');
    }
  }

  /**
   * The configuration it stands for.
   *
   * @param environment where a password may be
   * @throws dev.dfdb.error.MisconfiguredException if there is no such backend
   */
  public Map<String, Object> configuration(Access access, Map<String, String> environment) {
    Map<String, Object> config = Dfdb.configuration(text);
    Map<String, Object> storage = storage(config);
    if (access == Access.EXISTING && knows(storage, CREATE_IF_MISSING)) {
      storage.putIfAbsent(CREATE_IF_MISSING, false);
    }
    if (wantsPassword(storage)) {
      PASSWORDS.stream()
          .map(environment::get)
          .filter(password -> password != null && !password.isEmpty())
          .findFirst()
          .ifPresent(password -> storage.put(PASSWORD, password));
    }
    config.put("storage-config", storage);
    return config;
  }

  /** Whether the storage takes a password. */
  static boolean takesPassword(Map<String, Object> config) {
    return knows(storage(config), PASSWORD);
  }

  /** The same with a password. */
  static Map<String, Object> withPassword(Map<String, Object> config, String password) {
    Map<String, Object> storage = storage(config);
    storage.put(PASSWORD, password);
    Map<String, Object> changed = new HashMap<>(config);
    changed.put("storage-config", storage);
    return changed;
  }

  private boolean wantsPassword(Map<String, Object> storage) {
    return knows(storage, PASSWORD)
        && !storage.containsKey(PASSWORD)
        && !WITH_PASSWORD.matcher(StorageUri.parse(text).place()).matches();
  }

  private static boolean knows(Map<String, Object> storage, String option) {
    return StorageProviders.find().options(String.valueOf(storage.get("type"))).stream()
        .anyMatch(known -> known.name().equals(option));
  }

  static Map<String, Object> storage(Map<String, Object> config) {
    Map<String, Object> storage = new HashMap<>();
    if (config.get("storage-config") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> storage.put(String.valueOf(name), value));
    }
    return storage;
  }

  /** Whether another database is on the same server, to which the same user goes. */
  public boolean isOnServerOf(DatabaseUri other) {
    return server().isPresent() && server().equals(other.server());
  }

  private Optional<String> server() {
    return Optional.of(SERVER.matcher(StorageUri.parse(text).place()))
        .filter(Matcher::lookingAt)
        .map(Matcher::group);
  }

  /** The namespace, or null for the database without a name. */
  public @Nullable String namespace() {
    return StorageUri.parse(text).namespace().orElse(null);
  }

  /** Without parameters and passwords. */
  @Override
  public String toString() {
    return StorageUri.parse(text).toString();
  }
}

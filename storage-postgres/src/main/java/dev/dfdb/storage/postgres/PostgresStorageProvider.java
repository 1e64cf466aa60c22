package dev.dfdb.storage.postgres;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Preset;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import dev.dfdb.storage.StorageUri;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Opens tables of PostgreSQL servers under the type {@value #TYPE}. */
public final class PostgresStorageProvider implements StorageProvider {

  /** The type in a configuration. */
  public static final String TYPE = "postgres";

  /** Creates the provider, as {@link java.util.ServiceLoader} does. */
  public PostgresStorageProvider() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> schemes() {
    return List.of("postgresql", TYPE);
  }

  /** The URI is that of the server, as {@code psql} takes it, with the options among the rest. */
  @Override
  public Map<String, Object> configuration(StorageUri uri) {
    Map<String, Object> config = new LinkedHashMap<>();
    StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
    uri.parameters().forEach((name, value) -> {
      if (options().stream().anyMatch(option -> option.name().equals(name))) {
        config.put(name, value);
      } else {
        parameters.add(encode(name) + "=" + encode(value));
      }
    });
    config.put(PostgresOptions.CONNECTION_URI.name(), "postgresql:" + uri.place() + parameters);
    return config;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public List<Option<?>> options() {
    return PostgresOptions.ALL;
  }

  /** The server's {@code synchronous_commit}: on for safe, off for the others. */
  @Override
  public Map<String, Object> preset(Preset preset) {
    return Map.of(
        PostgresOptions.DURABILITY.name(),
        preset == Preset.SAFE ? Durability.SYNC : Durability.ASYNC);
  }

  @Override
  public Storage open(Settings settings) {
    return PostgresStorage.open(settings);
  }
}

package dev.dfdb.storage;

import dev.dfdb.error.MisconfiguredException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The backends that can be found, by type. Two providers of one type are an error: the first never
 * wins in silence (S12). Immutable.
 */
public final class StorageProviders {

  private final Map<String, StorageProvider> byType;

  private final Map<String, StorageProvider> byScheme;

  private StorageProviders(
      Map<String, StorageProvider> byType, Map<String, StorageProvider> byScheme) {
    this.byType = byType;
    this.byScheme = byScheme;
  }

  /**
   * Finds the providers on the class path and the module path.
   *
   * @throws MisconfiguredException if two provide the same type
   */
  public static StorageProviders find() {
    List<StorageProvider> found = new ArrayList<>();
    ServiceLoader.load(StorageProvider.class, StorageProvider.class.getClassLoader())
        .forEach(found::add);
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    if (own != null && own != StorageProvider.class.getClassLoader()) {
      ServiceLoader.load(StorageProvider.class, own).stream()
          .filter(provider -> found.stream().noneMatch(one -> one.getClass() == provider.type()))
          .map(ServiceLoader.Provider::get)
          .forEach(found::add);
    }
    return of(found);
  }

  /**
   * Uses exactly these providers.
   *
   * @throws MisconfiguredException if two provide the same type, or one scheme of URIs
   */
  public static StorageProviders of(List<StorageProvider> providers) {
    Map<String, StorageProvider> byType = new TreeMap<>();
    Map<String, StorageProvider> byScheme = new TreeMap<>();
    for (StorageProvider provider : providers) {
      claim(byType, "type", provider.type(), provider);
      for (String scheme : provider.schemes()) {
        claim(byScheme, "scheme", scheme, provider);
      }
    }
    return new StorageProviders(byType, byScheme);
  }

  private static void claim(
      Map<String, StorageProvider> claimed, String what, String name, StorageProvider provider) {
    StorageProvider other = claimed.put(name, provider);
    if (other != null) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put(what, name);
      context.put("first", other.getClass().getName());
      context.put("second", provider.getClass().getName());
      throw new MisconfiguredException(
          "two providers claim one type of storage; leave only one on the class path", context);
    }
  }

  /** The types found, in order. */
  public List<String> types() {
    return List.copyOf(byType.keySet());
  }

  /** The schemes of URIs found, in order. */
  public List<String> schemes() {
    return List.copyOf(byScheme.keySet());
  }

  /** The options that a type of storage understands; none for a type that was not found. */
  public List<Option<?>> options(String type) {
    StorageProvider provider = byType.get(type);
    return provider == null ? List.of() : provider.options();
  }

  /**
   * The configuration of the storage that a URI names, for {@link #open}.
   *
   * @throws MisconfiguredException if no provider has its scheme, or such a place can't be
   */
  public Map<String, Object> configuration(StorageUri uri) {
    StorageProvider provider = byScheme.get(uri.scheme());
    if (provider == null) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("scheme", uri.scheme());
      context.put(
          "schemes found", byScheme.isEmpty() ? "(none)" : String.join(", ", byScheme.keySet()));
      throw new MisconfiguredException(
          "no storage has such a URI; is its module on the class path?", context);
    }
    Map<String, Object> config = new LinkedHashMap<>(provider.configuration(uri));
    config.put("type", provider.type());
    return config;
  }

  /**
   * Opens a storage.
   *
   * @param config {@code type} and the options of that type
   * @throws MisconfiguredException if the type or an option is missing, unknown or of a wrong kind
   */
  public Storage open(Map<String, ?> config) {
    StorageProvider provider = provider(config);
    return provider.open(Settings.of(provider.type(), provider.options(), config));
  }

  /**
   * Opens a storage tuned for something: what the preset says goes for every option that is not
   * given.
   *
   * @param config as for {@link #open(Map)}
   */
  public Storage open(Map<String, ?> config, Preset preset) {
    StorageProvider provider = provider(config);
    Map<String, Object> options = new LinkedHashMap<>(provider.preset(preset));
    options.putAll(config);
    return provider.open(Settings.of(provider.type(), provider.options(), options));
  }

  /**
   * The provider that a configuration asks for.
   *
   * @throws MisconfiguredException if there is none of its type
   */
  public StorageProvider provider(Map<String, ?> config) {
    Object type = config.get("type");
    StorageProvider provider = type instanceof String name ? byType.get(name) : null;
    if (provider == null) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("type", type == null ? "(none given)" : type);
      context.put("types found", byType.isEmpty() ? "(none)" : String.join(", ", byType.keySet()));
      throw new MisconfiguredException(
          "no such type of storage; is its module on the class path?", context);
    }
    return provider;
  }
}

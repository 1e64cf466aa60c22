package dev.dfdb.storage;

import dev.dfdb.error.MisconfiguredException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A configuration, checked against the options of its backend: every value is of its option's type,
 * every required option is there, and nothing else is (S12). Immutable.
 */
public final class Settings {

  private final Map<String, Object> values;
  private final Map<String, Option<?>> options;

  private Settings(Map<String, Object> values, Map<String, Option<?>> options) {
    this.values = values;
    this.options = options;
  }

  /**
   * Checks a configuration.
   *
   * @param type the backend's name, for the errors
   * @param options what the backend understands
   * @param config what the user gave; {@code type} is passed over
   * @throws MisconfiguredException if an option is unknown, of a wrong type, or missing
   */
  public static Settings of(String type, List<Option<?>> options, Map<String, ?> config) {
    Map<String, Option<?>> known = new LinkedHashMap<>();
    options.forEach(option -> known.put(option.name(), option));
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, ?> given : config.entrySet()) {
      String name = String.valueOf((Object) given.getKey());
      Option<?> option = known.get(name);
      if (option != null) {
        values.put(name, option.parse(given.getValue()));
      } else if (!name.equals("type")) {
        throw misconfigured("the storage has no such option", type, name, known);
      }
    }
    for (Option<?> option : options) {
      Object defaultValue = option.defaultValue();
      if (!values.containsKey(option.name())) {
        if (option.isRequired()) {
          throw misconfigured("a required option is missing", type, option.name(), known);
        }
        if (defaultValue != null) {
          values.put(option.name(), defaultValue);
        }
      }
    }
    return new Settings(values, known);
  }

  /**
   * The value of an option that is required or has a default.
   *
   * @throws NoSuchElementException if it is neither, and was not given
   */
  public <T> T get(Option<T> option) {
    return find(option)
        .orElseThrow(() -> new NoSuchElementException("no value for option " + option.name()));
  }

  /** The value of an option, or empty where none was given and it has no default. */
  @SuppressWarnings("unchecked") // the value came out of this very option's parser
  public <T> Optional<T> find(Option<T> option) {
    return Optional.ofNullable((T) values.get(option.name()));
  }

  /** The options and their values; secrets are not shown. */
  @Override
  public String toString() {
    Map<String, Object> shown = new LinkedHashMap<>(values);
    options.forEach((name, option) -> {
      if (option.isSecret()) {
        shown.computeIfPresent(name, (key, value) -> "(secret)");
      }
    });
    return shown.toString();
  }

  private static MisconfiguredException misconfigured(
      String summary, String type, String option, Map<String, Option<?>> known) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("type", type);
    context.put("option", option);
    context.put("valid options", String.join(", ", known.keySet()));
    return new MisconfiguredException(summary, context);
  }
}

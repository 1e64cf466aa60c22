package dev.dfdb;

import dev.dfdb.storage.Option;
import dev.dfdb.storage.Preset;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.StorageProvider;
import dev.dfdb.storage.support.Machine;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what is opened, and warns of what does not go well together. */
final class Openings {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.connection");

  /** Options that say where a storage is, and nothing secret. */
  private static final Set<String> PLACES =
      Set.of("path", "schema", "table", "cluster-file", "directory", "prefix");

  private Openings() {}

  /** Warns of a preset that means nothing for a storage, or should not stay. */
  static void checkPreset(Preset preset, StorageProvider provider) {
    String name = name(preset);
    if (provider.preset(preset).isEmpty()) {
      LOG.info(
          "the preset {} changes nothing for a storage of the type {}: how safe it is can't be"
              + " chosen",
          name,
          provider.type());
    } else if (preset == Preset.BULK_LOAD) {
      LOG.warn(
          "opened with the preset {}: it is for filling a database; serve from it with the"
              + " preset balanced or safe, after compacting",
          name);
    }
  }

  private static String name(Preset preset) {
    return preset.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where a storage is, without anything secret. */
  static String place(Map<String, ?> config) {
    StringJoiner place = new StringJoiner(", ");
    place.add(String.valueOf((Object) config.get("type")));
    config.forEach((key, value) -> {
      if (PLACES.contains(key)) {
        place.add(key + " " + value);
      }
    });
    Object uri = config.get("connection-uri");
    if (uri != null) {
      place.add(host(String.valueOf(uri)));
    }
    return place.toString();
  }

  /** Of an address the host and what follows it: no user, no password, no parameters. */
  static String host(String uri) {
    int begin = uri.indexOf("//");
    int end = uri.indexOf('?');
    if (begin < 0) {
      return "an address";
    }
    String rest = uri.substring(begin + 2, end < begin ? uri.length() : end);
    return "at " + rest.substring(rest.lastIndexOf('@') + 1);
  }

  /** Logs that a database is open. */
  static void log(String name, Connection connection, Settings settings) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    Machine machine = Machine.current();
    LOG.info(
        "opened {} at t {}; options {}; heap of {} MiB on a machine or container of {} MiB, {}"
            + " processors",
        name,
        connection.db().basisT(),
        settings,
        machine.heapBytes() >> 20,
        machine.memoryBytes() >> 20,
        machine.processors());
  }

  /** Warns of caches that leave the heap no room. */
  static void checkCaches(long cacheBytes, Option<?>... options) {
    long heap = Runtime.getRuntime().maxMemory();
    if (cacheBytes > heap / 2) {
      StringJoiner names = new StringJoiner(" and ");
      for (Option<?> option : options) {
        names.add(option.name());
      }
      LOG.warn(
          "{} may take {} MiB of a heap of {} MiB, and leave queries too little; half of it is"
              + " enough",
          names,
          cacheBytes >> 20,
          heap >> 20);
    }
  }
}

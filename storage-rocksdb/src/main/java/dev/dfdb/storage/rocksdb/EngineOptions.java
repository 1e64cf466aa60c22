package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.MisconfiguredException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.MutableDBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Options by the engine's own names, which are set when it is open: all that it lets be changed
 * then. Immutable.
 *
 * @param ofKeys those of its column family
 * @param ofDatabase those of the database
 */
record EngineOptions(List<MutableColumnFamilyOptions> ofKeys, List<MutableDBOptions> ofDatabase) {

  /**
   * Reads a text.
   *
   * @param text {@code name=value} pairs with semicolons between them, perhaps none
   * @throws MisconfiguredException if the engine knows no such option, or not of this value
   */
  static EngineOptions parse(String text) {
    List<MutableColumnFamilyOptions> ofKeys = new ArrayList<>();
    List<MutableDBOptions> ofDatabase = new ArrayList<>();
    for (String pair : text.split(";", -1)) {
      String given = pair.strip();
      if (!given.isEmpty()) {
        MutableColumnFamilyOptions known = ofKeys(given);
        if (known != null) {
          ofKeys.add(known);
        } else {
          ofDatabase.add(ofDatabase(given));
        }
      }
    }
    return new EngineOptions(List.copyOf(ofKeys), List.copyOf(ofDatabase));
  }

  private static @Nullable MutableColumnFamilyOptions ofKeys(String pair) {
    try {
      return MutableColumnFamilyOptions.parse(pair).build();
    } catch (RuntimeException unknown) {
      if (String.valueOf(unknown.getMessage()).contains("not a valid value")) {
        throw wrong(pair, "a value of another kind", unknown);
      }
      return null;
    }
  }

  private static MutableDBOptions ofDatabase(String pair) {
    try {
      return MutableDBOptions.parse(pair).build();
    } catch (RuntimeException unknown) {
      throw wrong(pair, "a name and a value that the engine takes while it is open", unknown);
    }
  }

  /** Sets them. */
  void applyTo(RocksDB db) {
    try {
      for (MutableColumnFamilyOptions each : ofKeys) {
        db.setOptions(each);
      }
      for (MutableDBOptions each : ofDatabase) {
        db.setDBOptions(each);
      }
    } catch (RocksDBException refused) {
      throw wrong(shown(), "values that the engine takes", refused);
    }
  }

  private String shown() {
    List<Object> all = new ArrayList<>(ofKeys);
    all.addAll(ofDatabase);
    return Arrays.toString(all.toArray());
  }

  private static MisconfiguredException wrong(String given, String expected, Exception cause) {
    return new MisconfiguredException(
        "the engine does not take an option",
        Map.of(
            "option",
            RocksDbOptions.ENGINE_OPTIONS.name(),
            "given",
            given,
            "expected",
            expected,
            "reason",
            String.valueOf(cause.getMessage())));
  }
}

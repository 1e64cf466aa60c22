package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Preset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the presets mean on RocksDB, and what is lost under each when the process is killed. */
class PresetTest {

  private static final int TRANSACTIONS = 60;

  @TempDir
  Path home;

  @Test
  void safeSyncsEachCommitAndTheOthersDoNot() {
    assertTrue(syncsOf(Map.of("preset", "safe")) >= 20);
    // A tenth of a second, and ten, between two syncs: so few of twenty commits see one.
    assertEquals(Durability.ASYNC, option(Preset.BALANCED, RocksDbOptions.DURABILITY));
    assertEquals(Durability.ASYNC, option(Preset.BULK_LOAD, RocksDbOptions.DURABILITY));
    assertEquals(0, syncsOf(Map.of("preset", "bulk-load"), "async-sync-interval", "1h"));
  }

  @Test
  void anOptionThatIsGivenWinsOverThePreset() {
    assertTrue(syncsOf(Map.of("preset", "bulk-load"), "durability", "sync") >= 20);
  }

  @Test
  void everyPresetIsMadeOfOptionsOfTheStorage() {
    RocksDbStorageProvider provider = new RocksDbStorageProvider();
    for (Preset preset : Preset.values()) {
      provider.preset(preset).forEach((name, value) -> {
        Option<?> option = provider.options().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
        option.parse(value);
      });
    }
  }

  @Test
  void anUnknownPresetIsAnErrorThatListsThem() {
    MisconfiguredException refusal = assertThrows(
        MisconfiguredException.class, () -> open(home, Map.of("preset", "fast")).close());
    assertEquals("one of safe, balanced, bulk-load", refusal.context().get("expected"));
  }

  @Test
  void aPresetIsNotForAStorageThatIsOpen() {
    try (RocksDbStorage storage = Stores.open(home)) {
      assertThrows(
          MisconfiguredException.class,
          () -> Dfdb.createDb(Map.of("storage", storage, "preset", "safe")).close());
    }
  }

  @Test
  void onlyDurabilityNoneLosesAnythingWithTheProcess() throws Exception {
    Process writer = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try (BufferedReader out = writer.inputReader()) {
      String line = out.readLine();
      while (line != null && !line.equals("written")) {
        line = out.readLine();
      }
      assertEquals("written", line);
    } finally {
      writer.destroyForcibly().waitFor(); // SIGKILL
    }
    for (String preset : new String[] {"safe", "balanced", "bulk-load"}) {
      assertEquals(TRANSACTIONS, transactions(home.resolve(preset)), preset);
    }
    assertTrue(transactions(home.resolve("none")) < TRANSACTIONS, "none");
  }

  private static long transactions(Path directory) {
    try (Connection connection = open(directory, Map.of())) {
      return connection.db().basisT();
    }
  }

  private static Object option(Preset preset, Option<?> option) {
    return String.valueOf(new RocksDbStorageProvider().preset(preset).get(option.name()))
            .equals("ASYNC")
        ? Durability.ASYNC
        : Durability.SYNC;
  }

  private long syncsOf(Map<String, ?> config, Object... options) {
    try (Connection connection = open(home.resolve("counted"), config, options)) {
      long before = syncs(connection);
      for (int i = 0; i < 20; i++) {
        connection.transact("[{:person/name \"Ada\"}]");
      }
      return syncs(connection) - before;
    }
  }

  private static long syncs(Connection connection) {
    return connection.storage().statistics().getOrDefault("wal-syncs", -1L);
  }

  private static Connection open(Path directory, Map<String, ?> config, Object... options) {
    Map<String, Object> storage = new HashMap<>(Map.of("type", "rocksdb", "path", directory));
    for (int i = 0; i < options.length; i += 2) {
      storage.put((String) options[i], options[i + 1]);
    }
    Map<String, Object> all = new HashMap<>(config);
    all.put("storage-config", storage);
    return Dfdb.createDb(all);
  }

  /** Runs in the process that is killed. */
  static final class Writer {

    private Writer() {}

    /** Fills a database for each preset and one without a log, and waits. */
    public static void main(String[] arguments) throws IOException {
      Path home = Path.of(arguments[0]);
      for (String preset : new String[] {"safe", "balanced", "bulk-load"}) {
        fill(open(home.resolve(preset), Map.of("preset", preset)));
      }
      fill(open(home.resolve("none"), Map.of(), "durability", "none"));
      System.out.println("written");
      System.in.transferTo(OutputStream.nullOutputStream());
    }

    @SuppressWarnings("MustBeClosed") // it is killed
    private static void fill(Connection connection) {
      for (int i = 0; i < TRANSACTIONS; i++) {
        connection.transact("[{:person/name \"Ada " + i + "\"}]");
      }
    }
  }
}

package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each option does what it says. What the engine was opened with it writes down in a file. */
class OptionsTest {

  @TempDir
  Path home;

  @Test
  void theDefaultsAreTunedForIndexKeys() throws IOException {
    Map<String, String> engine = engineOptions("memory-bytes", "256MiB");
    assertEquals("kLZ4Compression", engine.get("compression"));
    assertEquals("kZSTD", engine.get("bottommost_compression"));
    assertEquals("8192", engine.get("block_size"));
    assertEquals("kTwoLevelIndexSearch", engine.get("index_type"));
    assertEquals("true", engine.get("cache_index_and_filter_blocks"));
    assertEquals("true", engine.get("partition_filters"));
    assertTrue(String.valueOf(engine.get("filter_policy")).startsWith("bloomfilter:10"));
    assertEquals("1000", engine.get("max_open_files"));
    assertEquals("true", engine.get("level_compaction_dynamic_level_bytes"));
    assertEquals("true", engine.get("paranoid_checks"));
    assertEquals("false", engine.get("use_direct_reads"));
    assertEquals(String.valueOf(64 << 20), engine.get("write_buffer_size"));
  }

  @Test
  void optionsReachTheEngine() throws IOException {
    Map<String, String> engine = engineOptions(
        "compression", "zstd",
        "bottommost-compression", "none",
        "block-bytes", "16KiB",
        "filter-bits", 14,
        "background-jobs", 3,
        "max-open-files", -1,
        "memtable-bytes", "4MiB");
    assertEquals("kZSTD", engine.get("compression"));
    assertEquals("kNoCompression", engine.get("bottommost_compression"));
    assertEquals("16384", engine.get("block_size"));
    assertTrue(String.valueOf(engine.get("filter_policy")).startsWith("bloomfilter:14"));
    assertEquals("3", engine.get("max_background_jobs"));
    assertEquals("-1", engine.get("max_open_files"));
    assertEquals(String.valueOf(4 << 20), engine.get("write_buffer_size"));
  }

  @Test
  void whatTheEngineLetsBeChangedIsReachableByItsOwnNames() throws IOException {
    Map<String, String> engine = engineOptions(
        "engine-options", "level0_file_num_compaction_trigger=7; max_total_wal_size=12345678;");
    assertEquals("7", engine.get("level0_file_num_compaction_trigger"));
    assertEquals("12345678", engine.get("max_total_wal_size"));
  }

  @Test
  void anOptionThatTheEngineDoesNotTakeIsMisconfigured() {
    for (String wrong : List.of(
        "level0_trigger=7", "level0_file_num_compaction_trigger=many", "compaction", "=3")) {
      StorageException refusal = assertThrows(
          MisconfiguredException.class, () -> Stores.open(home, "engine-options", wrong), wrong);
      assertEquals("engine-options", refusal.context().get("option"));
    }
    Stores.open(home).close();
  }

  @Test
  void noFilterMeansNone() throws IOException {
    assertEquals("nullptr", engineOptions("filter-bits", 0).get("filter_policy"));
  }

  @Test
  void aSmallMemoryHasSmallMemtables() throws IOException {
    assertEquals(
        String.valueOf(4 << 20), engineOptions("memory-bytes", "16MiB").get("write_buffer_size"));
  }

  @Test
  void aMemtableThatFillsTheMemoryIsMisconfigured() {
    StorageException refusal = assertThrows(
        MisconfiguredException.class,
        () -> Stores.open(home, "memory-bytes", "16MiB", "memtable-bytes", "9MiB"));
    assertEquals(9L << 20, refusal.context().get("memtable-bytes"));
  }

  @Test
  void aBatchLimitBelowTheValueLimitIsMisconfigured() {
    StorageException refusal = assertThrows(
        MisconfiguredException.class,
        () -> Stores.open(home, "max-value-bytes", "2MiB", "max-batch-bytes", "2MiB"));
    assertEquals((2L << 20) + (32 << 10), refusal.context().get("least"));
  }

  @Test
  void limitsAreWhatTheOptionsSay() {
    try (RocksDbStorage storage =
        Stores.open(home, "max-value-bytes", "1KiB", "max-batch-bytes", "64KiB")) {
      assertEquals(
          new Limits(32 << 10, 1 << 10, 64 << 10), storage.capabilities().limits());
      storage.put(new byte[32 << 10], new byte[1 << 10]);
      LimitExceededException refusal = assertThrows(
          LimitExceededException.class, () -> storage.put(Stores.key(1), new byte[1025]));
      assertEquals("max-value-bytes", refusal.limit());
      assertThrows(
          LimitExceededException.class, () -> storage.put(new byte[(32 << 10) + 1], new byte[1]));
    }
  }

  @Test
  void aDatabaseOpensWithOtherOptionsThanItWasMadeWith() {
    byte[] value = new byte[1_000];
    try (RocksDbStorage storage = Stores.open(home, "compression", "none", "filter-bits", 0)) {
      for (int i = 0; i < 1_000; i++) {
        storage.put(Stores.key(i), value);
      }
      storage.compact();
    }
    try (RocksDbStorage storage =
        Stores.open(home, "compression", "zstd", "filter-bits", 16, "block-bytes", "64KiB")) {
      assertArrayEquals(value, storage.get(Stores.key(999)));
      storage.compact();
      assertEquals(1_000, Stores.entries(storage).size());
    }
  }

  private Map<String, String> engineOptions(Object... options) throws IOException {
    Map<String, Object> config = new HashMap<>(Map.of("path", home));
    for (int i = 0; i < options.length; i += 2) {
      config.put((String) options[i], options[i + 1]);
    }
    RocksDbStorage.open(config).close();
    Map<String, String> written = new HashMap<>();
    for (Path file : Stores.files(home, "")) {
      if (file.getFileName().toString().startsWith("OPTIONS-")) {
        for (String line : Files.readAllLines(file)) {
          int equals = line.indexOf('=');
          if (equals > 0) {
            written.put(
                line.substring(0, equals).strip(), line.substring(equals + 1).strip());
          }
        }
      }
    }
    return written;
  }
}

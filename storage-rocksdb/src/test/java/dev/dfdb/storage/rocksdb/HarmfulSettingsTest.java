package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Settings;
import dev.dfdb.storage.support.Machine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that are allowed and hurt are warned of. */
class HarmfulSettingsTest {

  private static final Machine LARGE = new Machine(16L << 30, 4L << 30, 65_536, 8);

  @Test
  void theDefaultsHurtNowhere() {
    assertEquals(List.of(), harm(new Machine(512L << 20, 128L << 20, 4_096, 1)));
    assertEquals(List.of(), harm(LARGE));
  }

  @Test
  void memoryBeyondTheContainerIsWarnedOf() {
    assertHarm("memory-bytes of 14336 MiB and a heap of 4096 MiB", "memory-bytes", "14GiB");
  }

  @Test
  void filesBeyondTheLimitOfTheProcessAreWarnedOf() {
    assertHarm("max-open-files of 40000", "max-open-files", 40_000);
    assertEquals(List.of(), harm(LARGE, "max-open-files", -1));
    Machine few = new Machine(16L << 30, 4L << 30, 1_024, 8);
    assertTrue(harm(few, "max-open-files", -1).get(0).startsWith("max-open-files of -1"));
  }

  @Test
  void whatIsLostMoreThanOneThinksIsWarnedOf() {
    assertHarm("durability none", "durability", "none");
    assertHarm("async-sync-interval of 0", "durability", "async", "async-sync-interval", 0);
    assertEquals(List.of(), harm(LARGE, "durability", "async"));
    assertEquals(List.of(), harm(LARGE, "async-sync-interval", 0));
  }

  @Test
  void sizesThatServeNobodyAreWarnedOf() {
    assertHarm("block-bytes", "block-bytes", "1MiB");
    assertHarm("filter-bits", "filter-bits", 0);
    assertHarm("background-jobs of 64", "background-jobs", 64);
    assertHarm("a memtable of 2 MiB", "memory-bytes", "8MiB");
    assertHarm("direct-io", "memory-bytes", "64MiB", "direct-io", true);
  }

  @Test
  void memoryIsAnEighthOfTheMachineWithinBounds() {
    assertEquals(64L << 20, RocksDbTuning.defaultMemory(256L << 20));
    assertEquals(256L << 20, RocksDbTuning.defaultMemory(2L << 30));
    assertEquals(2L << 30, RocksDbTuning.defaultMemory(64L << 30));
  }

  @Test
  void theMachineIsThisOne() {
    Machine machine = Machine.current();
    assertTrue(machine.memoryBytes() > 64L << 20, machine::toString);
    assertEquals(Runtime.getRuntime().maxMemory(), machine.heapBytes());
    assertTrue(machine.files() > 0);
    assertTrue(machine.processors() > 0);
  }

  private static void assertHarm(String begin, Object... options) {
    List<String> found = harm(LARGE, options);
    assertEquals(1, found.size(), found::toString);
    assertTrue(found.get(0).startsWith(begin), found::toString);
  }

  private static List<String> harm(Machine machine, Object... options) {
    Map<String, Object> config = new HashMap<>(Map.of("path", "unused"));
    for (int i = 0; i < options.length; i += 2) {
      config.put((String) options[i], options[i + 1]);
    }
    if (!config.containsKey("memory-bytes")) {
      config.put("memory-bytes", RocksDbTuning.defaultMemory(machine.memoryBytes()));
    }
    if (!config.containsKey("background-jobs")) {
      config.put("background-jobs", 2);
    }
    Settings settings = Settings.of("rocksdb", RocksDbOptions.ALL, config);
    return HarmfulSettings.find(settings, RocksDbTuning.of(settings), machine);
  }
}

package dev.dfdb.storage.rocksdb;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.support.Machine;
import java.util.ArrayList;
import java.util.List;

/** Finds settings that are allowed and do harm on this machine. */
final class HarmfulSettings {

  private static final int MANY_FILES = 10_000;
  private static final long LARGE_BLOCK = 64L << 10;
  private static final long SMALL_MEMTABLE = 4L << 20;
  private static final long SMALL_CACHE = 128L << 20;

  private HarmfulSettings() {}

  /** What is to be said of settings, a sentence each: what hurts, and what would not. */
  static List<String> find(Settings settings, RocksDbTuning tuning, Machine machine) {
    List<String> found = new ArrayList<>();
    memory(tuning, machine, found);
    durability(settings, found);
    files(tuning, machine, found);
    if (tuning.blockBytes() > LARGE_BLOCK) {
      found.add("block-bytes of " + tuning.blockBytes() + " has every get decompress that much; "
          + "8KiB to 64KiB serve both gets and scans");
    }
    if (tuning.filterBits() == 0) {
      found.add("filter-bits of 0 has a get of what is absent read every level; 10 spares nearly"
          + " all of that for 10 bits a key");
    }
    if (tuning.backgroundJobs() > 2 * machine.processors() + 2) {
      found.add("background-jobs of " + tuning.backgroundJobs() + " takes the "
          + machine.processors() + " processors from those who read and write");
    }
    return found;
  }

  private static void memory(RocksDbTuning tuning, Machine machine, List<String> found) {
    long wanted = tuning.memoryBytes() + machine.heapBytes();
    if (wanted > machine.memoryBytes()) {
      found.add("memory-bytes of " + mib(tuning.memoryBytes()) + " and a heap of "
          + mib(machine.heapBytes()) + " are together more than the " + mib(machine.memoryBytes())
          + " of this machine or container, which kills a process that takes them; lower"
          + " memory-bytes or -Xmx");
    }
    if (tuning.memtableBytes() < SMALL_MEMTABLE) {
      found.add("a memtable of " + mib(tuning.memtableBytes()) + " makes many small files, and"
          + " compaction of them; give memory-bytes of 16MiB or more, or memtable-bytes of 4MiB");
    }
    if (tuning.directIo() && tuning.memoryBytes() < SMALL_CACHE) {
      found.add(
          "direct-io with memory-bytes of " + mib(tuning.memoryBytes()) + " reads nearly all from"
              + " the disk, as there is no other cache; give it 128MiB or more");
    }
  }

  private static String mib(long bytes) {
    return (bytes >> 20) + " MiB";
  }

  private static void durability(Settings settings, List<String> found) {
    Durability durability = settings.get(RocksDbOptions.DURABILITY);
    if (durability == Durability.NONE) {
      found.add("durability none loses with the process what was committed since the last flush;"
          + " async loses nothing with the process and costs little more");
    }
    if (durability == Durability.ASYNC
        && settings.get(RocksDbOptions.ASYNC_SYNC_INTERVAL).isZero()) {
      found.add("async-sync-interval of 0 leaves it to the operating system how much is lost with"
          + " the power, often half a minute; 100ms bounds it");
    }
  }

  private static void files(RocksDbTuning tuning, Machine machine, List<String> found) {
    int files = tuning.maxOpenFiles();
    if (files < 0 ? machine.files() < MANY_FILES : files > machine.files() / 2) {
      found.add("max-open-files of " + files + " does not fit the " + machine.files()
          + " files that this process may have open, sockets included; raise ulimit -n, or lower"
          + " max-open-files");
    }
  }
}

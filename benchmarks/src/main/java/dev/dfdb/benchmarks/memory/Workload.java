package dev.dfdb.benchmarks.memory;

import dev.dfdb.storage.Entry;
import dev.dfdb.storage.memory.MemoryStorage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The entries the benchmarks work on, the same in every run. The keys are shaped like those of
 * datoms, 16 to 24 bytes: an index, an entity of five bytes, one of eight attributes of two bytes,
 * and a value of 8 to 16 random bytes.
 */
public final class Workload {

  static final int ENTRIES = 1_000_000;

  private static final int ATTRIBUTES = 8;
  private static final long SEED = 20_260_101;

  private Workload() {}

  /** How long the values are. */
  public enum Values {
    /** 3 to 8 bytes, as those of an index. */
    SMALL,
    /** 100 bytes. */
    HUNDRED
  }

  /** In which order the entries were inserted. */
  public enum Order {
    /** At random. */
    SHUFFLED,
    /** By key. */
    ASCENDING
  }

  /** All entries, in the order to insert them. */
  static List<Entry> entries(Values values, Order order) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Entry> entries = new ArrayList<>(ENTRIES);
    for (int i = 0; i < ENTRIES; i++) {
      byte[] value = new byte[values == Values.SMALL ? random.nextInt(3, 9) : 100];
      random.nextBytes(value);
      entries.add(new Entry(key(random, i), value));
    }
    if (order == Order.SHUFFLED) {
      Collections.shuffle(entries, new Random(SEED));
    }
    return entries;
  }

  private static byte[] key(SplittableRandom random, int i) {
    byte[] value = new byte[random.nextInt(8, 17)];
    random.nextBytes(value);
    long entity = 0x0001_0000_0000L + i / ATTRIBUTES;
    ByteBuffer key = ByteBuffer.allocate(8 + value.length);
    key.put((byte) 1).put((byte) (entity >>> 32)).putInt((int) entity);
    key.putShort((short) (100 + i % ATTRIBUTES)).put(value);
    return key.array();
  }

  /** Some of the keys, at random, as arrays of their own. */
  static byte[][] probes(List<Entry> entries, int count) {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    byte[][] probes = new byte[count][];
    for (int i = 0; i < count; i++) {
      probes[i] = entries.get(random.nextInt(entries.size())).key().clone();
    }
    return probes;
  }

  /** A storage filled in batches of one, as by a running application. */
  static MemoryStorage storage(List<Entry> entries) {
    MemoryStorage storage = MemoryStorage.create();
    entries.forEach(entry -> storage.put(entry.key(), entry.value()));
    return storage;
  }

  static ConcurrentSkipListMap<byte[], byte[]> skipList(List<Entry> entries) {
    ConcurrentSkipListMap<byte[], byte[]> map =
        new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    entries.forEach(entry -> map.put(entry.key().clone(), entry.value().clone()));
    return map;
  }
}

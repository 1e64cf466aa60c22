package dev.dfdb.internal.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Reading through pages gives what reading the state itself gives, whatever happened between. */
class PagePropertyTest {

  private static final List<Region> REGIONS = List.of(
      new Region(KeyRange.prefix(new byte[] {1}), false),
      new Region(KeyRange.prefix(new byte[] {2}), true));

  @Property(tries = 300)
  void pagesHoldWhatTheStateHolds(@ForAll long seed, @ForAll boolean isSmall) {
    Random random = new Random(seed);
    Versions versions = new Versions();
    PageCache cache = new PageCache(0, isSmall ? 4_000 : 1_000_000, REGIONS);
    for (int step = 0; step < 150; step++) {
      if (random.nextInt(6) == 0) {
        write(versions, cache, random);
      } else {
        long t = Math.max(0, versions.newest() - random.nextInt(3));
        read(cache.over(versions.at(t), t), versions.at(t), random);
      }
      long most = isSmall ? 4_000 : 1_000_000;
      assertTrue(bytes(cache) >= 0 && bytes(cache) <= most, () -> "" + bytes(cache));
    }
  }

  private static long bytes(PageCache cache) {
    return Objects.requireNonNull(cache.figures().get("page-cache-bytes"));
  }

  private static void write(Versions versions, PageCache cache, Random random) {
    WriteBatch.Builder batch = WriteBatch.builder();
    List<KeyRange> changed = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      byte[] key = key(random);
      if (random.nextInt(3) == 0) {
        batch.delete(key);
      } else {
        byte[] value = new byte[random.nextInt(20) == 0 ? 40_000 : random.nextInt(20)];
        random.nextBytes(value);
        batch.put(key, value);
      }
      changed.add(random.nextBoolean() ? KeyRange.only(key) : KeyRange.prefix(key));
    }
    versions.write(batch.build());
    cache.advance(versions.newest(), changed);
  }

  /** Few keys, of which some are the beginnings of others. */
  private static byte[] key(Random random) {
    byte[] key = new byte[1 + random.nextInt(3)];
    key[0] = (byte) random.nextInt(4);
    for (int i = 1; i < key.length; i++) {
      key[i] = (byte) random.nextInt(5);
    }
    return key;
  }

  private static void read(Snapshot paged, Snapshot stored, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> {
        byte[] key = key(random);
        assertArrayEquals(stored.get(key), paged.get(key));
      }
      case 1 -> {
        List<byte[]> keys = List.of(key(random), key(random), key(random));
        assertEquals(shown(stored.getAll(keys)), shown(paged.getAll(keys)));
      }
      default -> {
        byte[] one = key(random);
        byte[] other = key(random);
        boolean isOrdered = Arrays.compareUnsigned(one, other) < 0;
        KeyRange range = random.nextInt(3) == 0
            ? KeyRange.prefix(one)
            : KeyRange.closedOpen(isOrdered ? one : other, isOrdered ? other : one);
        long limit = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(5);
        ScanOptions options = new ScanOptions(random.nextBoolean(), limit);
        boolean asksForValues = random.nextInt(3) > 0;
        int most = random.nextInt(3) > 0 ? Integer.MAX_VALUE : random.nextInt(5);
        assertEquals(
            entries(stored, range, options, asksForValues, most),
            entries(paged, range, options, asksForValues, most));
      }
    }
  }

  private static List<String> shown(List<byte[]> values) {
    return values.stream().map(Arrays::toString).toList();
  }

  private static List<String> entries(
      Snapshot view, KeyRange range, ScanOptions options, boolean asksForValues, int most) {
    List<String> entries = new ArrayList<>();
    try (Cursor cursor = view.scan(range, options)) {
      while (entries.size() < most && cursor.next()) {
        String value = asksForValues ? Arrays.toString(cursor.value()) : "";
        entries.add(HexFormat.of().formatHex(cursor.key()) + value);
        byte[] buffer = new byte[8];
        assertEquals(cursor.key().length, cursor.readKey(buffer));
      }
    }
    return entries;
  }
}

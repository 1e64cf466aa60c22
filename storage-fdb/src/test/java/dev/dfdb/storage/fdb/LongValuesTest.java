package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.Transaction;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.fdb.simulation.Fault;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long values are read in pages that fit into memory, and watched though they are in chunks. */
class LongValuesTest {

  private static final int ENTRIES = 300;
  private static final byte[] KEY = {1};

  private final SimulatedCluster cluster = new SimulatedCluster(1, Faults.NONE);
  private final FdbStorage storage = cluster.open(Map.of());

  @AfterEach
  void close() {
    storage.close();
    cluster.close();
  }

  private static byte[] value(int length, int number) {
    byte[] value = new byte[length];
    Arrays.fill(value, (byte) number);
    return value;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPageIsNoLongerThanAReplyHoweverLongTheValuesAre(boolean reverse) {
    for (int i = 0; i < ENTRIES; i++) {
      storage.put(new byte[] {(byte) (i >> 8), (byte) i}, value(i < 250 ? 10 : 99_999, i));
    }
    Reads reads =
        new Reads(new Keyspace("dfdb"), new Replies(Duration.ofSeconds(5).toNanos()));
    KeyRange all = KeyRange.all();
    try (Database database = cluster.database();
        Transaction transaction = database.createTransaction()) {
      byte[] from = reads.keyspace().begin(all);
      byte[] to = reads.keyspace().end(all);
      int count = 0;
      for (Page page = null; page == null || !page.isLast(); ) {
        page = reads.page(transaction, from, to, reverse, 4_096);
        long bytes = page.entries().stream().mapToLong(Page::bytes).sum();
        assertTrue(bytes < Page.REPLY_BYTES + 101_000, () -> "a page of bytes: " + bytes);
        count += page.entries().size();
        if (!page.entries().isEmpty()) {
          byte[] last = page.entries().get(page.entries().size() - 1).getKey();
          from = reverse ? from : Keyspace.behind(last);
          to = reverse ? last : to;
        }
      }
      assertEquals(ENTRIES, count);
    }
  }

  @Test
  void aScanEndsWhereTheClusterSaysSoAndNotWhereAReplyIsShort() {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (int i = 0; i < 200; i++) {
      batch.put(new byte[] {1, (byte) i}, value(20, i));
    }
    storage.batchWrite(batch.build());
    cluster.setFaults(Faults.NONE.with(Fault.SHORT_REPLY, 0.5));
    for (ScanOptions options : new ScanOptions[] {ScanOptions.FORWARD, ScanOptions.REVERSE}) {
      try (Cursor cursor = storage.scan(KeyRange.all(), options)) {
        int count = 0;
        while (cursor.next()) {
          count++;
        }
        assertEquals(200, count);
      }
    }
  }

  @Test
  void aChangeOfAValueInChunksIsTold() {
    byte[] before = value(250_000, 1);
    byte[] after = value(250_000, 2); // of the same length, so that its place looks the same
    storage.put(KEY, before);
    CompletableFuture<Void> change = storage.whenChanged(KEY, before).orElseThrow();
    storage.put(new byte[] {2}, after);
    assertFalse(change.isDone());
    storage.put(KEY, after);
    assertTrue(change.isDone(), "in chunks, and changed");
    assertArrayEquals(after, storage.get(KEY));
  }
}

package dev.dfdb.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * One writer moves amounts between accounts, several readers add them up: every state anyone sees
 * has the same sum.
 */
class ConcurrentReadersTest {

  private static final int ACCOUNTS = 2_000;
  private static final int READERS = 3;
  private static final int TRANSFERS = 4_000;

  private final MemoryStorage storage = MemoryStorage.create();

  @Test
  void readersOfAnyKindSeeWholeBatchesWhileAWriterGoesOn() throws Exception {
    WriteBatch.Builder opening = WriteBatch.builder();
    for (int account = 0; account < ACCOUNTS; account++) {
      opening.put(key(account), amount(100));
    }
    storage.batchWrite(opening.build());
    ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
    try {
      Future<?> writer = threads.submit(this::transfer);
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(() -> {
          while (!writer.isDone()) {
            checkSums();
          }
        }));
      }
      writer.get();
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      threads.shutdownNow();
    }
    checkSums();
    TreeCheck.check(storage.root());
  }

  /** Accounts come and go as amounts become and stop being zero, so that nodes split and merge. */
  private void transfer() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < TRANSFERS; i++) {
      byte[] from = key(random.nextInt(ACCOUNTS));
      byte[] to = key(random.nextInt(ACCOUNTS * 2));
      byte[] held = storage.get(from);
      if (held == null || java.util.Arrays.equals(from, to)) {
        continue;
      }
      byte[] other = storage.get(to);
      long sum = amount(held) + (other == null ? 0 : amount(other));
      storage.batchWrite(WriteBatch.builder().delete(from).put(to, amount(sum)).build());
    }
  }

  private void checkSums() {
    assertEquals(ACCOUNTS * 100L, sum(storage, ScanOptions.FORWARD));
    try (Snapshot snapshot = storage.snapshot()) {
      assertEquals(ACCOUNTS * 100L, sum(snapshot, ScanOptions.REVERSE));
      assertEquals(ACCOUNTS * 100L, sum(snapshot, ScanOptions.FORWARD));
      List<byte[]> keys = new ArrayList<>();
      for (int account = 0; account < ACCOUNTS * 2; account++) {
        keys.add(key(account));
      }
      assertEquals(
          ACCOUNTS * 100L,
          storage.getAll(keys).stream()
              .mapToLong(value -> value == null ? 0 : amount(value))
              .sum());
    }
  }

  private static long sum(ReadView view, ScanOptions options) {
    long sum = 0;
    byte[] value = new byte[Long.BYTES];
    try (Cursor cursor = view.scan(KeyRange.all(), options)) {
      while (cursor.next()) {
        cursor.readValue(value);
        sum += amount(value);
      }
    }
    return sum;
  }

  private static byte[] key(int account) {
    return ByteBuffer.allocate(12).putLong(42).putInt(account).array();
  }

  private static byte[] amount(long amount) {
    return ByteBuffer.allocate(Long.BYTES).putLong(amount).array();
  }

  private static long amount(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }
}

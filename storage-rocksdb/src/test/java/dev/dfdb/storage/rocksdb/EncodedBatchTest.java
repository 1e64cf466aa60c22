package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Our encoding of batches, byte for byte against the engine's. */
class EncodedBatchTest {

  @BeforeAll
  static void load() {
    RocksDB.loadLibrary();
  }

  @Test
  void isWhatTheEngineWrites() throws RocksDBException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      WriteBatch.Builder batch = WriteBatch.builder();
      for (int i = random.nextInt(20); i > 0; i--) {
        byte[] key = bytes(random, 1 + random.nextInt(300));
        switch (random.nextInt(4)) {
          case 0 -> batch.delete(key);
          case 1 -> batch.deleteRange(KeyRange.prefix(key));
          default -> batch.put(key, bytes(random, random.nextInt(40_000)));
        }
      }
      List<Operation> operations = batch.build().operations();
      assertArrayEquals(byEngine(operations), byUs(operations), "seed " + seed);
    }
  }

  @Test
  void lengthsOfEveryVarintSizeAgree() throws RocksDBException {
    for (int length : new int[] {1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152}) {
      List<Operation> operations = List.of(new Operation.Put(new byte[length], new byte[length]));
      assertArrayEquals(byEngine(operations), byUs(operations), "length " + length);
    }
  }

  @Test
  void joinedBatchesAreOneBatch() throws RocksDBException {
    List<Operation> first = List.of(
        new Operation.Put(Stores.text("a"), Stores.text("1")),
        new Operation.Delete(Stores.text("b")));
    List<Operation> second = List.of(new Operation.Put(Stores.text("c"), new byte[0]));
    EncodedBatch joined = EncodedBatch.withCapacity(0);
    joined.append(EncodedBatch.of(first));
    joined.append(EncodedBatch.of(List.of()));
    joined.append(EncodedBatch.of(second));
    List<Operation> all = new ArrayList<>(first);
    all.addAll(second);
    assertArrayEquals(byEngine(all), data(joined));
    assertEquals(3, joined.count());
  }

  @Test
  void emptyRangesAreLeftOut() {
    KeyRange empty = KeyRange.closedOpen(Stores.text("b"), Stores.text("b"));
    KeyRange backwards = KeyRange.closedOpen(Stores.text("c"), Stores.text("b"));
    assertEquals(
        0,
        EncodedBatch.of(
                List.of(new Operation.DeleteRange(empty), new Operation.DeleteRange(backwards)))
            .count());
  }

  @Test
  void putsComeOutAsTheyWentIn() {
    EncodedBatch batch = EncodedBatch.withCapacity(16);
    for (int i = 0; i < 500; i++) {
      batch.put(Stores.key(i), new byte[i]);
    }
    int[] count = {0};
    batch.forEachPut((key, value) -> {
      assertArrayEquals(Stores.key(count[0]), key);
      assertEquals(count[0], value.length);
      count[0]++;
    });
    assertEquals(500, count[0]);
    batch.clear();
    assertEquals(0, batch.count());
    batch.forEachPut((key, value) -> {
      throw new AssertionError("none is left");
    });
  }

  private static byte[] byUs(List<Operation> operations) throws RocksDBException {
    return data(EncodedBatch.of(operations));
  }

  private static byte[] data(EncodedBatch batch) throws RocksDBException {
    try (org.rocksdb.WriteBatch made = batch.toNative()) {
      return made.data();
    }
  }

  private static byte[] byEngine(List<Operation> operations) throws RocksDBException {
    try (org.rocksdb.WriteBatch batch = new org.rocksdb.WriteBatch()) {
      for (Operation operation : operations) {
        if (operation instanceof Operation.Put put) {
          batch.put(put.key(), put.value());
        } else if (operation instanceof Operation.Delete delete) {
          batch.delete(delete.key());
        } else if (operation instanceof Operation.DeleteRange delete) {
          byte[] end = delete.range().end();
          byte[] above = new byte[RocksDbTuning.MAX_KEY_BYTES + 1];
          java.util.Arrays.fill(above, (byte) 0xFF);
          batch.deleteRange(
              java.util.Objects.requireNonNull(delete.range().start()), end == null ? above : end);
        }
      }
      return batch.data();
    }
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}

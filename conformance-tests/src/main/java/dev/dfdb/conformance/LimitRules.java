package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.LimitExceededException;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.WriteBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** S10: the largest size works; one byte more is refused before anything is written. */
interface LimitRules extends Rules {

  @Test
  default void s10_theLongestKeyWorks() {
    byte[] key = key(limits().maxKeyBytes());
    storage().put(key, Bytes.text("1"));
    bench().reopenIfPersistent();
    if (bench().capabilities().persistent()) {
      assertEquals(List.of(new Entry(key, Bytes.text("1"))), bench().entries());
    }
    storage().batchWrite(WriteBatch.builder().put(key, Bytes.text("1")).build());
    assertArrayEquals(Bytes.text("1"), storage().get(key));
    assertEquals(
        List.of(new Entry(key, Bytes.text("1"))),
        Bench.scan(storage(), KeyRange.only(key), ScanOptions.REVERSE));
    storage()
        .batchWrite(
            WriteBatch.builder().requireHolds(key, Bytes.text("1")).delete(key).build());
    assertEquals(List.of(), bench().entries());
  }

  @Test
  default void s10_aLongerKeyIsRefused() {
    byte[] key = key(limits().maxKeyBytes() + 1);
    refused(
        "max-key-bytes",
        limits().maxKeyBytes(),
        key.length,
        WriteBatch.builder().put(Bytes.text("a"), Bytes.EMPTY).put(key, Bytes.EMPTY));
    refused(
        "max-key-bytes",
        limits().maxKeyBytes(),
        key.length,
        WriteBatch.builder().put(Bytes.text("a"), Bytes.EMPTY).delete(key));
    refused(
        "max-key-bytes",
        limits().maxKeyBytes(),
        key.length,
        WriteBatch.builder().put(Bytes.text("a"), Bytes.EMPTY).requireAbsent(key));
    LimitExceededException refusal =
        assertThrows(LimitExceededException.class, () -> storage().put(key, Bytes.EMPTY));
    assertEquals("max-key-bytes", refusal.limit());
    assertThrows(LimitExceededException.class, () -> storage().delete(key));
    assertEquals(List.of(), bench().entries());
  }

  @Test
  default void s10_aLongerKeyIsAbsentToReaders() {
    byte[] key = key(limits().maxKeyBytes() + 1);
    assertNull(storage().get(key));
    assertEquals("absent", Bytes.hex(storage().getAll(List.of(key)).get(0)));
  }

  @Test
  default void s10_boundsOfARangeHaveNoLimit() {
    bench().putKeys(Bytes.text("a"), Bytes.text("k"), Bytes.text("z"));
    byte[] bound = key(limits().maxKeyBytes() + 1);
    assertEquals(
        List.of(new Entry(Bytes.text("z"), Bytes.text("z"))),
        Bench.scan(storage(), KeyRange.atLeast(bound), ScanOptions.FORWARD));
    storage().batchWrite(WriteBatch.builder().deleteRange(KeyRange.below(bound)).build());
    assertEquals(List.of(new Entry(Bytes.text("z"), Bytes.text("z"))), bench().entries());
  }

  @Test
  default void s10_theLongestValueWorks() {
    lower();
    byte[] value = value(limits().maxValueBytes());
    storage().put(Bytes.text("k"), value);
    byte[] got = storage().get(Bytes.text("k"));
    assertTrue(Arrays.equals(value, got), "the longest value comes back as it went in");
  }

  @Test
  default void s10_aLongerValueIsRefused() {
    lower();
    byte[] value = value(limits().maxValueBytes() + 1);
    refused(
        "max-value-bytes",
        limits().maxValueBytes(),
        value.length,
        WriteBatch.builder().put(Bytes.text("a"), Bytes.EMPTY).put(Bytes.text("k"), value));
    if (value.length < 1 << 20) {
      refused(
          "max-value-bytes",
          limits().maxValueBytes(),
          value.length,
          WriteBatch.builder()
              .put(Bytes.text("a"), Bytes.EMPTY)
              .requireHolds(Bytes.text("k"), value));
      LimitExceededException refusal =
          assertThrows(LimitExceededException.class, () -> storage().put(Bytes.text("k"), value));
      assertEquals("max-value-bytes", refusal.limit());
    }
    assertEquals(List.of(), bench().entries());
  }

  @Test
  default void s10_theLargestBatchWorks() {
    lower();
    bench().unlessOptedOut(OptOut.BATCH_LIMIT);
    WriteBatch batch = batch(limits().maxBatchBytes()).build();
    assertEquals(limits().maxBatchBytes(), batch.sizeInBytes());
    storage().batchWrite(batch);
    long size = 0;
    try (var entries = storage().stream(KeyRange.all(), ScanOptions.FORWARD)) {
      size = entries
          .mapToLong(entry -> (long) entry.key().length + entry.value().length)
          .sum();
    }
    assertEquals(limits().maxBatchBytes(), size);
  }

  @Test
  default void s10_aLargerBatchIsRefused() {
    lower();
    bench().unlessOptedOut(OptOut.BATCH_LIMIT);
    long maximum = limits().maxBatchBytes();
    refused("max-batch-bytes", maximum, maximum + 1, batch(maximum + 1));
    assertEquals(List.of(), bench().entries());
  }

  @Test
  default void s10_guardsCountTowardsTheBatch() {
    lower();
    bench().unlessOptedOut(OptOut.BATCH_LIMIT);
    long maximum = limits().maxBatchBytes();
    refused(
        "max-batch-bytes", maximum, maximum + 4, batch(maximum).requireAbsent(Bytes.text("free")));
    refused(
        "max-batch-bytes",
        maximum,
        maximum + 4,
        batch(maximum).deleteRange(KeyRange.closedOpen(Bytes.text("fr"), Bytes.text("ft"))));
    assertEquals(List.of(), bench().entries());
  }

  @Test
  default void s10_aLimitIsCheckedBeforeTheGuards() {
    byte[] key = key(limits().maxKeyBytes() + 1);
    assertThrows(
        LimitExceededException.class,
        () -> storage()
            .batchWrite(WriteBatch.builder()
                .requireHolds(Bytes.text("absent"), Bytes.text("x"))
                .put(key, Bytes.EMPTY)
                .build()));
  }

  private Limits limits() {
    return bench().capabilities().limits();
  }

  /** Opens the store with limits that need little memory, where its provider has such options. */
  private void lower() {
    Map<String, Object> options = new HashMap<>();
    List<String> known = OptionRules.optionNames(bench().fixture());
    if (known.contains("max-value-bytes")) {
      options.put("max-value-bytes", 64 << 10);
    }
    if (known.contains("max-batch-bytes")) {
      options.put("max-batch-bytes", 256 << 10);
    }
    if (!options.isEmpty()) {
      bench().reopen(options);
      options.forEach((name, bytes) -> assertEquals(
          ((Integer) bytes).longValue(),
          name.equals("max-value-bytes") ? limits().maxValueBytes() : limits().maxBatchBytes(),
          name));
    }
  }

  /** A batch of puts that counts exactly so many bytes. */
  private WriteBatch.Builder batch(long bytes) {
    WriteBatch.Builder batch = WriteBatch.builder();
    byte[] longest = value(limits().maxValueBytes());
    for (int i = 0; batch.sizeInBytes() < bytes; i++) {
      byte[] key = Bytes.number(i);
      long left = bytes - batch.sizeInBytes() - key.length;
      if (left >= longest.length + Long.BYTES + 1L) {
        batch.put(key, longest);
      } else if (left >= longest.length) {
        batch.put(key, value(longest.length / 2)); // so that the rest is no shorter than a key
      } else {
        batch.put(key, value((int) left));
      }
    }
    return batch;
  }

  private void refused(String limit, long maximum, long actual, WriteBatch.Builder batch) {
    LimitExceededException refusal =
        assertThrows(LimitExceededException.class, () -> storage().batchWrite(batch.build()));
    assertEquals(limit, refusal.limit());
    assertEquals(maximum, refusal.maximum());
    assertEquals(actual, refusal.actual());
    assertEquals(
        0,
        Bench.scan(storage(), KeyRange.all(), ScanOptions.FORWARD.withLimit(1)).size());
  }

  private static byte[] key(int length) {
    byte[] key = new byte[length];
    Arrays.fill(key, (byte) 'k');
    return key;
  }

  private static byte[] value(int length) {
    byte[] value = new byte[length];
    for (int i = 0; i < length; i++) {
      value[i] = (byte) (i * 31 + (i >> 12));
    }
    return value;
  }
}

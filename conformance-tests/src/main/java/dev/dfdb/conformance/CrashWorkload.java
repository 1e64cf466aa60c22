package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What the child of the crash test writes, so that whatever is lost or torn can be seen.
 *
 * <p>Each writer writes batches with numbers 1, 2, 3 and so on. A batch is guarded by the number of
 * the one before it; it sets the number, writes some entries whose content follows from writer and
 * number, and deletes those of the batch {@link #WINDOW} before. Each {@link #SHARED}th batch of a
 * writer also increments a counter common to all, guarded by its value, and leaves a mark with the
 * value it gave.
 */
final class CrashWorkload {

  /** How many writers there are. */
  static final int WRITERS = 6;

  /** How many batches of each writer, and marks, are left in the store. */
  static final int WINDOW = 40;

  /** Which batches take part in the common counter. */
  static final int SHARED = 5;

  /** What a report ends with, if it is whole. */
  static final String END_OF_REPORT = " ok";

  private static final byte[] COUNTER = Bytes.text("counter");
  private static final byte[] MARKS = Bytes.text("mark-");

  private CrashWorkload() {}

  /** The durability of a writer: the last ones do not wait for the disk, where that is declared. */
  static Durability durability(int writer, Set<Durability> declared) {
    return writer >= WRITERS - 2 && declared.contains(Durability.ASYNC)
        ? Durability.ASYNC
        : Durability.SYNC;
  }

  /** The number of the last batch of a writer, 0 if there is none. */
  static long last(ReadView view, int writer) {
    return number(view, root(writer));
  }

  /** The value of the common counter. */
  static long counter(ReadView view) {
    return number(view, COUNTER);
  }

  private static long number(ReadView view, byte[] key) {
    byte[] value = view.get(key);
    return value == null ? 0 : Bytes.number(value);
  }

  /** Whether a batch increments the common counter. */
  static boolean isShared(long number) {
    return number % SHARED == 0;
  }

  /**
   * A batch.
   *
   * @param counter the value of the common counter before it, where it takes part
   */
  static WriteBatch.Builder batch(int writer, long number, long counter) {
    WriteBatch.Builder batch = WriteBatch.builder();
    require(batch, root(writer), number - 1);
    batch.put(root(writer), Bytes.number(number));
    entries(writer, number).forEach(entry -> batch.put(entry.key(), entry.value()));
    if (number > WINDOW) {
      batch.deleteRange(KeyRange.prefix(prefix(writer, number - WINDOW)));
    }
    if (isShared(number)) {
      require(batch, COUNTER, counter);
      batch.put(COUNTER, Bytes.number(counter + 1));
      batch.put(mark(counter + 1), Bytes.of(writer));
      batch.delete(mark(Math.max(0, counter + 1 - WINDOW)));
    }
    return batch;
  }

  private static void require(WriteBatch.Builder batch, byte[] key, long number) {
    if (number == 0) {
      batch.requireAbsent(key);
    } else {
      batch.requireHolds(key, Bytes.number(number));
    }
  }

  /**
   * Checks a store after a kill.
   *
   * @param least the last batch of each writer that must be there
   */
  static void check(ReadView view, long[] least) {
    long shared = 0;
    for (int writer = 0; writer < WRITERS; writer++) {
      long last = last(view, writer);
      String who = "writer " + writer + ": ";
      assertTrue(
          last >= least[writer],
          who + "batch " + least[writer] + " was acknowledged, the last one there is " + last);
      assertTrue(
          last <= least[writer] + 1,
          who + "batch " + last + " is there, though " + least[writer] + " was the last one "
              + "acknowledged and at most one can have been on its way");
      List<Entry> expected = new ArrayList<>();
      for (long number = Math.max(1, last - WINDOW + 1); number <= last; number++) {
        expected.addAll(entries(writer, number));
      }
      assertEquals(
          expected,
          Bench.scan(view, KeyRange.prefix(Bytes.text("data-" + writer)), ScanOptions.FORWARD),
          who + "its batches up to " + last + " are whole and without a hole");
      shared += last / SHARED;
    }
    long counter = counter(view);
    assertEquals(shared, counter, "the common counter counts the batches that took part");
    List<Entry> marks = Bench.scan(view, KeyRange.prefix(MARKS), ScanOptions.FORWARD);
    assertEquals(Math.min(counter, WINDOW), marks.size(), "marks of the common counter");
    for (int i = 0; i < marks.size(); i++) {
      assertEquals(
          Bytes.hex(mark(counter - marks.size() + 1 + i)),
          Bytes.hex(marks.get(i).key()));
    }
  }

  private static List<Entry> entries(int writer, long number) {
    SplittableRandom random = new SplittableRandom(number * WRITERS + writer);
    List<Entry> entries = new ArrayList<>();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[random.nextInt(8) == 0 ? 20_000 : random.nextInt(300)];
      random.nextBytes(value);
      byte[] prefix = prefix(writer, number);
      byte[] key =
          ByteBuffer.allocate(prefix.length + 1).put(prefix).put((byte) i).array();
      entries.add(new Entry(key, value));
    }
    return entries;
  }

  private static byte[] prefix(int writer, long number) {
    byte[] text = Bytes.text("data-" + writer);
    return ByteBuffer.allocate(text.length + Long.BYTES)
        .put(text)
        .putLong(number)
        .array();
  }

  private static byte[] root(int writer) {
    return Bytes.text("root-" + writer);
  }

  private static byte[] mark(long value) {
    return ByteBuffer.allocate(MARKS.length + Long.BYTES)
        .put(MARKS)
        .putLong(value)
        .array();
  }
}

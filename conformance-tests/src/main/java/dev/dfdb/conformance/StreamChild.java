package dev.dfdb.conformance;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageCopy;
import dev.dfdb.storage.StorageProviders;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** The program that passes many entries through a small heap: in, out, and to another store. */
final class StreamChild {

  /** Odd, so that multiplying by it meets every number once, in an order far from sorted. */
  private static final long SCATTER = 0x9E3779B97F4A7C15L;

  private static final int VALUE_BYTES = 72;

  private final long count;
  private final long sum;

  private StreamChild(long count) {
    this.count = count;
    long all = 0;
    for (long i = 0; i < count; i++) {
      all += i * SCATTER;
    }
    this.sum = all;
  }

  /**
   * Passes entries through, and fails unless all come out as they went in.
   *
   * @param arguments how many entries; the two configurations, with {@code --} between them
   */
  public static void main(String[] arguments) {
    int between = Arrays.asList(arguments).indexOf("--");
    Map<String, String> first = ChildJvm.config(Arrays.copyOfRange(arguments, 0, between), 1);
    Map<String, String> second = ChildJvm.config(arguments, between + 1);
    StreamChild child = new StreamChild(Long.parseLong(arguments[0]));
    StorageProviders providers = StorageProviders.find();
    try (Storage source = providers.open(first);
        Storage target = providers.open(second)) {
      child.timed("loaded", () -> child.load(source));
      child.timed("streamed", () -> child.stream(source));
      child.timed("scanned in reverse", () -> child.reverse(source));
      child.timed("copied", () -> child.copy(source, target));
      child.timed("streamed from the copy", () -> child.stream(target));
    }
  }

  private void timed(String what, Runnable work) {
    long start = System.nanoTime();
    work.run();
    long milliseconds = Math.max(1, (System.nanoTime() - start) / 1_000_000);
    System.out.println(what + " " + count + " entries in " + milliseconds + " ms, "
        + count * 1_000 / milliseconds + "/s");
  }

  private void load(Storage storage) {
    long loaded = storage.load(new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public Entry next() {
        if (next >= count) {
          throw new NoSuchElementException();
        }
        byte[] key = Bytes.number(next++ * SCATTER);
        return new Entry(key, Arrays.copyOf(key, VALUE_BYTES));
      }
    });
    check("loaded", loaded, count);
  }

  private void stream(ReadView view) {
    long seen = 0;
    long total = 0;
    byte[] before = Bytes.EMPTY;
    try (Stream<Entry> entries = view.stream(KeyRange.all(), ScanOptions.FORWARD)) {
      for (Iterator<Entry> each = entries.iterator(); each.hasNext(); seen++) {
        Entry entry = each.next();
        if (Arrays.compareUnsigned(before, entry.key()) >= 0) {
          throw new AssertionError(Bytes.hex(entry.key()) + " after " + Bytes.hex(before));
        }
        if (!Arrays.equals(entry.value(), Arrays.copyOf(entry.key(), VALUE_BYTES))) {
          throw new AssertionError("the value of another key at " + Bytes.hex(entry.key()));
        }
        before = entry.key();
        total += Bytes.number(before);
      }
    }
    check("entries", seen, count);
    check("sum of the keys", total, sum);
  }

  private void reverse(ReadView view) {
    long seen = 0;
    long total = 0;
    byte[] key = new byte[Long.BYTES];
    byte[] value = new byte[VALUE_BYTES];
    try (Cursor cursor = view.scan(KeyRange.all(), ScanOptions.REVERSE)) {
      for (; cursor.next(); seen++) {
        cursor.readKey(key);
        total += Bytes.number(key);
        check("bytes of a value", cursor.readValue(value), VALUE_BYTES);
      }
    }
    check("entries in reverse", seen, count);
    check("sum of the keys in reverse", total, sum);
  }

  private void copy(Storage source, Storage target) {
    target.put(Bytes.text("left over"), Bytes.EMPTY);
    try (Snapshot snapshot = source.snapshot()) {
      check("copied", StorageCopy.copy(snapshot, target), count);
    }
  }

  private static void check(String what, long actual, long expected) {
    if (actual != expected) {
      throw new AssertionError(what + ": " + actual + " instead of " + expected);
    }
  }
}

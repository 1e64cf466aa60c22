package dev.dfdb.storage.fdb.simulation;

import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.KeyValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a transaction has written so far, and with what it conflicts. Safe from any thread. */
final class PendingWrites {

  static final int MAX_KEY_BYTES = 10_000;
  static final int MAX_VALUE_BYTES = 100_000;
  static final long MAX_TRANSACTION_BYTES = 10_000_000;

  /** What the client counts for each change and each range, apart from their bytes. */
  private static final long MUTATION_OVERHEAD = 40;

  private static final long RANGE_OVERHEAD = 32;

  private final List<Mutation> mutations = new ArrayList<>();
  private final List<ByteRange> read = new ArrayList<>();
  private final List<ByteRange> written = new ArrayList<>();
  private boolean isNextWithoutConflict;

  static void checkKey(byte[] key) {
    if (key.length > MAX_KEY_BYTES) {
      throw ErrorCode.KEY_TOO_LARGE.exception();
    }
    if (key.length > 0 && key[0] == (byte) 0xFF) {
      throw ErrorCode.KEY_OUTSIDE_LEGAL_RANGE.exception();
    }
  }

  synchronized void nextWithoutConflict() {
    isNextWithoutConflict = true;
  }

  synchronized void put(byte[] key, byte[] value) {
    checkKey(key);
    if (value.length > MAX_VALUE_BYTES) {
      throw ErrorCode.VALUE_TOO_LARGE.exception();
    }
    write(new Mutation.Put(key, value), ByteRange.of(key));
  }

  synchronized void change(Mutation.Atomic change) {
    checkKey(change.key());
    write(change, ByteRange.of(change.key()));
  }

  synchronized void clear(ByteRange range) {
    checkKey(range.begin());
    if (Arrays.compareUnsigned(range.begin(), range.end()) > 0) {
      throw ErrorCode.INVERTED_RANGE.exception();
    }
    write(new Mutation.Clear(range), range);
  }

  private void write(Mutation mutation, ByteRange conflict) {
    mutations.add(mutation);
    if (!isNextWithoutConflict) {
      written.add(conflict);
    }
    isNextWithoutConflict = false;
  }

  synchronized void addRead(ByteRange range) {
    read.add(range);
  }

  synchronized void addWritten(ByteRange range) {
    written.add(range);
  }

  synchronized boolean isEmpty() {
    return mutations.isEmpty() && written.isEmpty();
  }

  synchronized List<Mutation> mutations() {
    return List.copyOf(mutations);
  }

  synchronized List<ByteRange> read() {
    return List.copyOf(read);
  }

  synchronized List<ByteRange> written() {
    return List.copyOf(written);
  }

  /** The bytes of the commit, as the client counts them. */
  synchronized long size() {
    long size = 0;
    for (Mutation mutation : mutations) {
      size += MUTATION_OVERHEAD + mutation.size();
    }
    for (List<ByteRange> ranges : List.of(read, written)) {
      for (ByteRange range : ranges) {
        size += RANGE_OVERHEAD + range.size();
      }
    }
    return size;
  }

  /** The error of a transaction that is too large; null if it is not. */
  @Nullable
  FDBException tooLarge() {
    return size() > MAX_TRANSACTION_BYTES ? ErrorCode.TRANSACTION_TOO_LARGE.exception() : null;
  }

  /** How many changes there are so far: a reading sees those before it, and none that follow. */
  synchronized int count() {
    return mutations.size();
  }

  /** A value as the transaction saw it after so many changes. */
  synchronized byte @Nullable [] applyTo(byte[] key, byte @Nullable [] stored, int count) {
    byte[] value = stored;
    for (Mutation mutation : mutations.subList(0, count)) {
      value = mutation.applyTo(key, value);
    }
    return value == null ? null : value.clone();
  }

  /** A range as the transaction saw it after so many changes. */
  synchronized List<KeyValue> range(
      VersionedStore store,
      long version,
      int count,
      ByteRange range,
      boolean reverse,
      int limit,
      long bytes) {
    if (count == 0) {
      return store.range(version, range, reverse, limit, bytes);
    }
    NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    for (KeyValue entry : store.range(version, range, false, Integer.MAX_VALUE, Long.MAX_VALUE)) {
      entries.put(entry.getKey(), entry.getValue());
    }
    mutations.subList(0, count).forEach(mutation -> mutation.applyTo(entries));
    List<KeyValue> seen = new ArrayList<>();
    entries.subMap(range.begin(), true, range.end(), false).forEach((key, value) -> {
      seen.add(new KeyValue(key, value));
    });
    if (reverse) {
      Collections.reverse(seen);
    }
    return seen.subList(0, Math.min(limit, seen.size()));
  }
}

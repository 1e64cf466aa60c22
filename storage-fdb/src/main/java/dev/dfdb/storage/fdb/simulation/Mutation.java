package dev.dfdb.storage.fdb.simulation;

import java.util.Arrays;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** A change that a transaction makes. */
@SuppressWarnings("ArrayRecordComponent") // never compared
sealed interface Mutation {

  /** Its bytes in a commit. */
  long size();

  /** What becomes of a key's value; the same if it does not concern the key. */
  byte @Nullable [] applyTo(byte[] key, byte @Nullable [] value);

  /** What becomes of some entries. */
  void applyTo(NavigableMap<byte[], byte[]> entries);

  /** Sets a value. */
  record Put(byte[] key, byte[] value) implements Mutation {

    @Override
    public long size() {
      return (long) key.length + value.length;
    }

    @Override
    public byte @Nullable [] applyTo(byte[] other, byte @Nullable [] before) {
      return Arrays.equals(key, other) ? value : before;
    }

    @Override
    public void applyTo(NavigableMap<byte[], byte[]> entries) {
      entries.put(key, value);
    }
  }

  /** Removes a range. */
  record Clear(ByteRange range) implements Mutation {

    @Override
    public long size() {
      return range.size();
    }

    @Override
    public byte @Nullable [] applyTo(byte[] key, byte @Nullable [] before) {
      return range.contains(key) ? null : before;
    }

    @Override
    public void applyTo(NavigableMap<byte[], byte[]> entries) {
      entries.subMap(range.begin(), true, range.end(), false).clear();
    }
  }

  /** Adds to a little-endian number. */
  record Add(byte[] key, byte[] summand) implements Mutation {

    @Override
    public long size() {
      return (long) key.length + summand.length;
    }

    @Override
    public byte @Nullable [] applyTo(byte[] other, byte @Nullable [] before) {
      return Arrays.equals(key, other) ? sum(before) : before;
    }

    @Override
    public void applyTo(NavigableMap<byte[], byte[]> entries) {
      entries.put(key, sum(entries.get(key)));
    }

    private byte[] sum(byte @Nullable [] before) {
      byte[] sum =
          before == null ? new byte[summand.length] : Arrays.copyOf(before, summand.length);
      int carry = 0;
      for (int i = 0; i < sum.length; i++) {
        carry += (sum[i] & 0xFF) + (summand[i] & 0xFF);
        sum[i] = (byte) carry;
        carry >>= 8;
      }
      return sum;
    }
  }
}

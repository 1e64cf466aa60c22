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

  /** What is made of a value is decided when it is committed. */
  sealed interface Atomic extends Mutation {

    byte[] key();

    /** What becomes of the value of its key. */
    byte @Nullable [] apply(byte @Nullable [] before);

    @Override
    default byte @Nullable [] applyTo(byte[] other, byte @Nullable [] before) {
      return Arrays.equals(key(), other) ? apply(before) : before;
    }

    @Override
    default void applyTo(NavigableMap<byte[], byte[]> entries) {
      byte[] after = apply(entries.get(key()));
      if (after == null) {
        entries.remove(key());
      } else {
        entries.put(key(), after);
      }
    }
  }

  /** Removes a value if it is the one expected. */
  record CompareAndClear(byte[] key, byte[] expected) implements Atomic {

    @Override
    public long size() {
      return (long) key.length + expected.length;
    }

    @Override
    public byte @Nullable [] apply(byte @Nullable [] before) {
      return Arrays.equals(before, expected) ? null : before;
    }
  }

  /** Adds to a little-endian number. */
  record Add(byte[] key, byte[] summand) implements Atomic {

    @Override
    public long size() {
      return (long) key.length + summand.length;
    }

    @Override
    public byte[] apply(byte @Nullable [] before) {
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

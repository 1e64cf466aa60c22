package dev.dfdb.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Operations that are applied together or not at all, and the guards that must hold for it (S4).
 * Immutable; made with {@link #builder()}.
 */
public final class WriteBatch {

  private final List<Operation> operations;
  private final List<Guard> guards;
  private final @Nullable Durability durability;
  private final long sizeInBytes;
  private final int longestKey;
  private final int longestValue;

  private WriteBatch(Builder builder) {
    this.operations = Collections.unmodifiableList(builder.operations);
    this.guards = Collections.unmodifiableList(builder.guards);
    this.durability = builder.durability;
    this.sizeInBytes = builder.sizeInBytes;
    this.longestKey = builder.longestKey;
    this.longestValue = builder.longestValue;
  }

  /** Starts an empty batch. */
  public static Builder builder() {
    return new Builder();
  }

  /** The operations, in the order to apply them. */
  public List<Operation> operations() {
    return operations;
  }

  /** The guards, in the order to check them. */
  public List<Guard> guards() {
    return guards;
  }

  /** The durability asked for; empty for the one chosen when the storage was opened. */
  public Optional<Durability> durability() {
    return Optional.ofNullable(durability);
  }

  /**
   * The bytes of all keys, values, range bounds and guards together: what the batch limit counts.
   */
  public long sizeInBytes() {
    return sizeInBytes;
  }

  /** The length of the longest key written, deleted or guarded; 0 for none. */
  public int longestKey() {
    return longestKey;
  }

  /** The length of the longest value written or guarded; 0 for none. */
  public int longestValue() {
    return longestValue;
  }

  /**
   * Collects a batch. Arrays are copied as they are added, but by {@link #adopt}. Not safe for
   * several threads, and of no further use after {@link #build()}.
   */
  public static final class Builder {

    private final List<Operation> operations = new ArrayList<>(32);
    private final List<Guard> guards = new ArrayList<>(1);
    private @Nullable Durability durability;
    private long sizeInBytes;
    private int longestKey;
    private int longestValue;
    private boolean built;

    private Builder() {}

    /**
     * Sets the value of a key.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public Builder put(byte[] key, byte[] value) {
      countKey(key);
      countValue(value);
      operations.add(new Operation.Put(key.clone(), value.clone()));
      return this;
    }

    /**
     * Sets the value of a key, and takes over both arrays: the caller must not change them any
     * more. For those who make many arrays for nothing but the batch.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public Builder adopt(byte[] key, byte[] value) {
      countKey(key);
      countValue(value);
      operations.add(new Operation.Put(key, value));
      return this;
    }

    /**
     * Removes a key, if it is there.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public Builder delete(byte[] key) {
      countKey(key);
      operations.add(new Operation.Delete(key.clone()));
      return this;
    }

    /** Removes every key of a range. */
    public Builder deleteRange(KeyRange range) {
      checkNotBuilt();
      byte[] start = range.start();
      byte[] end = range.end();
      sizeInBytes += (start == null ? 0 : start.length) + (end == null ? 0 : end.length);
      operations.add(new Operation.DeleteRange(range));
      return this;
    }

    /**
     * Demands that a key holds exactly these bytes before the batch is applied.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public Builder requireHolds(byte[] key, byte[] value) {
      countKey(key);
      countValue(value);
      guards.add(new Guard.Holds(key.clone(), value.clone()));
      return this;
    }

    /**
     * Demands that a key is absent before the batch is applied.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public Builder requireAbsent(byte[] key) {
      countKey(key);
      guards.add(new Guard.Absent(key.clone()));
      return this;
    }

    /** Asks for a durability other than the one chosen when the storage was opened. */
    public Builder durability(Durability mode) {
      checkNotBuilt();
      durability = mode;
      return this;
    }

    /** The size so far, as {@link WriteBatch#sizeInBytes()} counts. */
    public long sizeInBytes() {
      return sizeInBytes;
    }

    /** Whether nothing has been added so far, neither operation nor guard. */
    public boolean isEmpty() {
      return operations.isEmpty() && guards.isEmpty();
    }

    /** Makes the batch. The builder is spent. */
    public WriteBatch build() {
      checkNotBuilt();
      built = true;
      return new WriteBatch(this);
    }

    private void countKey(byte[] key) {
      checkNotBuilt();
      if (key.length == 0) {
        throw new IllegalArgumentException("a key has at least one byte");
      }
      sizeInBytes += key.length;
      longestKey = Math.max(longestKey, key.length);
    }

    private void countValue(byte[] value) {
      sizeInBytes += value.length;
      longestValue = Math.max(longestValue, value.length);
    }

    private void checkNotBuilt() {
      if (built) {
        throw new IllegalStateException("the batch is built; start another builder");
      }
    }
  }
}

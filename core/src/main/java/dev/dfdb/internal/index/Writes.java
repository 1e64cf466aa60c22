package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * The changes to a storage that one transaction makes: its datoms in every index, and its place in
 * the log. Not safe for several threads.
 */
public final class Writes {

  private final Limits limits;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte @Nullable []> values = new ArrayList<>();
  private long sizeInBytes;

  private Writes(Limits limits) {
    this.limits = limits;
  }

  /**
   * The changes made by the datoms of transaction {@code t}, in their order.
   *
   * @param commit the random number of the commit
   * @param attributes says which attributes are references
   * @throws LimitExceededException if a value is larger than the storage takes
   */
  public static Writes of(
      long t, long commit, List<Datom> datoms, Schema attributes, Limits limits) {
    Writes writes = new Writes(limits);
    DatomKeys keys = new DatomKeys();
    byte[] stamp = new KeyWriter(8).writeId(t).toBytes();
    // Index by index, so that keys which lie together are written together.
    for (Index index : Index.values()) {
      for (Datom datom : datoms) {
        Attribute attribute = attributes.attribute(datom.a());
        if (index != Index.VAET || (attribute != null && attribute.isRef())) {
          writes.write(keys, index, datom, stamp);
        }
      }
    }
    TransactionLog.append(keys, t, commit, datoms, writes);
    return writes;
  }

  private void write(DatomKeys keys, Index index, Datom datom, byte[] stamp) {
    byte[] key = keys.datom(index, datom.e(), datom.a(), datom.v());
    if (!datom.added()) {
      delete(key);
    } else if (index == Index.EAVT && keys.isShortened()) {
      put(key, new KeyWriter().writeRaw(stamp).writeValue(datom.v()).toBytes());
    } else {
      put(key, stamp);
    }
  }

  void put(byte[] key, byte[] value) {
    if (value.length > limits.maxValueBytes()) {
      throw new LimitExceededException("max-value-bytes", limits.maxValueBytes(), value.length);
    }
    keys.add(key);
    values.add(value);
    sizeInBytes += key.length + (long) value.length;
  }

  private void delete(byte[] key) {
    keys.add(key);
    values.add(null);
    sizeInBytes += key.length;
  }

  /** The bytes of all keys and values together. */
  public long sizeInBytes() {
    return sizeInBytes;
  }

  /** Adds the changes to a batch, in their order. */
  public void addTo(WriteBatch.Builder batch) {
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = values.get(i);
      if (value == null) {
        batch.delete(keys.get(i));
      } else {
        batch.put(keys.get(i), value);
      }
    }
  }

  /** Lays the changes over those already in the map: a null value is a deletion. */
  void addTo(NavigableMap<byte[], byte @Nullable []> changes) {
    for (int i = 0; i < keys.size(); i++) {
      changes.put(keys.get(i), values.get(i));
    }
  }
}

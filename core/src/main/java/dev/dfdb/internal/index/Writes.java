package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
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
   * The changes made by transaction {@code t}, in their order.
   *
   * @param commit the random number of the commit
   * @param changes its datoms
   * @param schema says what the attributes are
   * @throws LimitExceededException if a value is larger than the storage takes
   */
  public static Writes of(long t, long commit, List<Change> changes, Schema schema, Limits limits) {
    Writes writes = new Writes(limits);
    DatomKeys keys = new DatomKeys();
    byte[] stamp = new KeyWriter(8).writeId(t).toBytes();
    Set<EntityAttribute> replaced = replaced(changes, schema);
    // Index by index, so that keys which lie together are written together.
    for (Index index : Index.values()) {
      for (Change change : changes) {
        Datom datom = change.datom();
        Attribute attribute = schema.attribute(datom.a());
        boolean isRef = attribute != null && attribute.isRef();
        boolean isMany = attribute != null && attribute.many();
        if (index == Index.VAET && !isRef) {
          continue;
        }
        if (datom.added()) {
          writes.assertion(keys, index, datom, isMany, stamp);
        } else {
          boolean isOverwritten = DatomKeys.keepsSingleValueBeside(index)
              && replaced.contains(new EntityAttribute(datom.e(), datom.a()));
          if (!isOverwritten) {
            writes.delete(keys.live(index, datom.e(), datom.a(), datom.v(), isMany));
          }
        }
      }
    }
    for (Index index : Index.values()) {
      for (Change change : changes) {
        Attribute attribute = schema.attribute(change.datom().a());
        boolean isRef = attribute != null && attribute.isRef();
        if (!change.datom().added()
            && (index != Index.VAET || isRef)
            && (attribute == null || !attribute.noHistory())) {
          writes.past(keys, index, change, attribute == null || !attribute.many());
        }
      }
    }
    TransactionLog.append(keys, t, commit, changes, writes);
    return writes;
  }

  private record EntityAttribute(long e, long a) {}

  /** What has one value only, and gets another: its entry is overwritten, not deleted. */
  private static Set<EntityAttribute> replaced(List<Change> changes, Schema schema) {
    if (changes.stream().allMatch(change -> change.datom().added())) {
      return Set.of();
    }
    Set<EntityAttribute> replaced = new HashSet<>();
    for (Change change : changes) {
      Attribute attribute = schema.attribute(change.datom().a());
      if (change.datom().added() && (attribute == null || !attribute.many())) {
        replaced.add(new EntityAttribute(change.datom().e(), change.datom().a()));
      }
    }
    return replaced;
  }

  private void assertion(DatomKeys keys, Index index, Datom datom, boolean many, byte[] stamp) {
    Object v = datom.v();
    byte[] key = keys.live(index, datom.e(), datom.a(), v, many);
    boolean isBeside = !many && DatomKeys.keepsSingleValueBeside(index);
    if (!isBeside && !(index == Index.EAVT && keys.isShortened())) {
      put(key, stamp);
      return;
    }
    KeyWriter entry = new KeyWriter().writeRaw(stamp);
    boolean isShortened = keys.isShortened();
    if (isBeside) {
      isShortened = entry.writeValueBounded(v, DatomKeys.MAX_VALUE_BYTES);
    }
    if (isShortened && index == Index.EAVT) {
      entry.writeValue(v);
    }
    put(key, entry.toBytes());
  }

  private void past(DatomKeys keys, Index index, Change change, boolean single) {
    Datom datom = change.datom();
    long retracted = EntityIds.t(datom.tx());
    byte[] key = keys.past(index, datom.e(), datom.a(), datom.v(), retracted);
    KeyWriter entry = new KeyWriter(16).writeId(change.asserted()).writeByte(single ? 1 : 0);
    if (index == Index.EAVT && keys.isShortened()) {
      entry.writeValue(datom.v());
    }
    put(key, entry.toBytes());
  }

  /**
   * Writes the live values of an attribute in the form for another cardinality.
   *
   * @param attribute the attribute as it is from now on
   * @param live its live datoms
   */
  public void reshape(Attribute attribute, DatomCursor live) {
    DatomKeys keys = new DatomKeys();
    while (live.next()) {
      Datom datom = live.datom();
      byte[] stamp = new KeyWriter(8).writeId(EntityIds.t(datom.tx())).toBytes();
      for (Index index : Index.values()) {
        if (DatomKeys.keepsSingleValueBeside(index)) {
          delete(keys.live(index, datom.e(), datom.a(), datom.v(), !attribute.many()));
          assertion(keys, index, datom, attribute.many(), stamp);
        }
      }
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

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
  private final DatomKeys keys = new DatomKeys();
  private final KeyWriter entry = new KeyWriter();
  private final List<byte[]> written;
  private final List<byte @Nullable []> values;
  private long sizeInBytes;

  private Writes(Limits limits, int expected) {
    this.limits = limits;
    this.written = new ArrayList<>(expected);
    this.values = new ArrayList<>(expected);
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
    // Nearly every change is in three indexes, some in four, and all in the log.
    Writes writes = new Writes(limits, 4 * changes.size() + 1);
    byte[] stamp = new KeyWriter(8).writeId(t).toBytes();
    List<EncodedChange> encoded = writes.encode(changes, schema);
    // In the order of the keys, and what goes before what comes: storages take such runs fast.
    SortedChanges sorted = new SortedChanges(encoded);
    for (Index index : Index.values()) {
      EncodedChange[] inOrder = sorted.in(index);
      for (EncodedChange change : inOrder) {
        if (!change.added()) {
          writes.delete(index, change);
        }
      }
      for (EncodedChange change : inOrder) {
        if (change.added()) {
          writes.put(index, change, stamp);
        }
      }
    }
    List<EncodedChange> remembered = remembered(encoded);
    if (!remembered.isEmpty()) {
      SortedChanges superseded = new SortedChanges(remembered);
      for (Index index : Index.values()) {
        for (EncodedChange change : superseded.in(index)) {
          writes.past(index, change, t);
        }
      }
    }
    TransactionLog.append(writes.keys, t, commit, encoded, writes);
    return writes;
  }

  private List<EncodedChange> encode(List<Change> changes, Schema schema) {
    Set<EntityAttribute> replaced = replaced(changes, schema);
    List<EncodedChange> encoded = new ArrayList<>(changes.size());
    Attribute attribute = null;
    for (Change change : changes) {
      Datom datom = change.datom();
      if (attribute == null || attribute.id() != datom.a()) {
        attribute = schema.attribute(datom.a());
      }
      boolean isReplaced = !datom.added()
          && !replaced.isEmpty()
          && replaced.contains(new EntityAttribute(datom.e(), datom.a()));
      byte[] value = keys.rawValue(datom.v());
      encoded.add(new EncodedChange(change, attribute, value, keys.isShortened(), isReplaced));
    }
    return encoded;
  }

  private static List<EncodedChange> remembered(List<EncodedChange> changes) {
    List<EncodedChange> remembered = new ArrayList<>();
    for (EncodedChange change : changes) {
      if (change.isRemembered()) {
        remembered.add(change);
      }
    }
    return remembered;
  }

  private static boolean retractsAny(List<Change> changes) {
    for (Change change : changes) {
      if (!change.datom().added()) {
        return true;
      }
    }
    return false;
  }

  private record EntityAttribute(long e, long a) {}

  /** What has one value only, and gets another: its entry is overwritten, not deleted. */
  private static Set<EntityAttribute> replaced(List<Change> changes, Schema schema) {
    if (!retractsAny(changes)) {
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

  private void delete(Index index, EncodedChange change) {
    boolean isBeside = change.isBeside(index);
    if (!isBeside || !change.isReplaced()) {
      delete(keys.live(index, change, !isBeside));
    }
  }

  private void put(Index index, EncodedChange change, byte[] stamp) {
    boolean isBeside = change.isBeside(index);
    byte[] key = keys.live(index, change, !isBeside);
    boolean isWhole = index == Index.EAVT && change.isShortened();
    byte[] value = isBeside ? change.beside(stamp) : stamp;
    put(key, isWhole ? entry.reset().writeRaw(value).writeValue(change.v()).toBytes() : value);
  }

  private void past(Index index, EncodedChange change, long retracted) {
    entry.reset().writeId(change.asserted()).writeByte(change.isMany() ? 0 : 1);
    if (index == Index.EAVT && change.isShortened()) {
      entry.writeValue(change.v());
    }
    put(keys.past(index, change, retracted), entry.toBytes());
  }

  /**
   * Writes the live values of an attribute in the form for another cardinality.
   *
   * @param attribute the attribute as it is from now on
   * @param live its live datoms
   */
  public void reshape(Attribute attribute, DatomCursor live) {
    while (live.next()) {
      Datom datom = live.datom();
      byte[] stamp = new KeyWriter(8).writeId(EntityIds.t(datom.tx())).toBytes();
      byte[] value = keys.rawValue(datom.v());
      EncodedChange change =
          new EncodedChange(Change.assertion(datom), attribute, value, keys.isShortened(), false);
      for (Index index : Index.values()) {
        if (DatomKeys.keepsSingleValueBeside(index)) {
          delete(keys.live(index, change, !attribute.many()));
          put(index, change, stamp);
        }
      }
    }
  }

  void put(byte[] key, byte[] value) {
    if (value.length > limits.maxValueBytes()) {
      throw new LimitExceededException("max-value-bytes", limits.maxValueBytes(), value.length);
    }
    written.add(key);
    values.add(value);
    sizeInBytes += key.length + (long) value.length;
  }

  private void delete(byte[] key) {
    written.add(key);
    values.add(null);
    sizeInBytes += key.length;
  }

  /** The bytes of all keys and values together. */
  public long sizeInBytes() {
    return sizeInBytes;
  }

  /** Adds the changes to a batch, in their order. */
  public void addTo(WriteBatch.Builder batch) {
    for (int i = 0; i < written.size(); i++) {
      byte[] value = values.get(i);
      if (value == null) {
        batch.delete(written.get(i));
      } else {
        batch.adopt(written.get(i), value);
      }
    }
  }

  /** Lays the changes over those already in the map: a null value is a deletion. */
  void addTo(NavigableMap<byte[], byte @Nullable []> changes) {
    for (int i = 0; i < written.size(); i++) {
      changes.put(written.get(i), values.get(i));
    }
  }
}

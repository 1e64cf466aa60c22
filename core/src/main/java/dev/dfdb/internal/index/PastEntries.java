package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Index;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the stored entries of superseded datoms: by group, and within one by the time of
 * retraction. Can be sent elsewhere, which costs a new cursor.
 */
final class PastEntries implements AutoCloseable {

  private final ReadView view;
  private final Index index;
  private final byte @Nullable [] end;
  private final byte[] key = new byte[2 * DatomKeys.MAX_KEY_BYTES];
  private final byte[] entry = new byte[32];
  private final KeyReader reader = new KeyReader();
  private Cursor cursor;
  private int length;
  private int groupEnd;
  private int restAt;
  private long retracted;
  private long bytesRead;

  /** Stands before the first entry of some keys, or behind the last if it goes in reverse. */
  PastEntries(ReadView view, Index index, KeyRange keys, boolean reverse) {
    this.view = view;
    this.index = index;
    this.end = keys.end();
    this.cursor = view.scan(keys, reverse ? ScanOptions.REVERSE : ScanOptions.FORWARD);
  }

  /** Goes to the next entry. */
  boolean next() {
    if (!cursor.next()) {
      return false;
    }
    length = cursor.readKey(key);
    bytesRead += length;
    if (length > DatomKeys.MAX_KEY_BYTES) {
      throw new CorruptionException(
          "a key is longer than any dfdb writes", Map.of("index", index, "key", cursor.key()));
    }
    reader.reset(key, DatomKeys.HEADER_BYTES, length - DatomKeys.HEADER_BYTES);
    reader.skipId();
    if (index == Index.AVET) {
      reader.skipValueBounded(DatomKeys.MAX_VALUE_BYTES);
    } else {
      reader.skipId();
    }
    groupEnd = DatomKeys.HEADER_BYTES + reader.position();
    retracted = reader.readId();
    restAt = DatomKeys.HEADER_BYTES + reader.position();
    return true;
  }

  /** Goes before the first entry of the present group that was retracted after {@code t}. */
  void skipTo(long t) {
    byte[] group = groupKey();
    byte[] from = new KeyWriter().writeRaw(group).writeId(t + 1).toBytes();
    reopen(KeyRange.between(from, true, end, false));
  }

  /** Goes before the first entry of the next group. */
  void skipGroup() {
    reopen(KeyRange.between(IndexRange.behind(groupKey()), true, end, false));
  }

  private void reopen(KeyRange keys) {
    cursor.close();
    cursor = view.scan(keys, ScanOptions.FORWARD);
  }

  /** The key of the present group: the header of the space, and the group. */
  byte[] groupKey() {
    return Arrays.copyOf(key, groupEnd);
  }

  /** Whether the entry belongs to a group. */
  boolean isIn(byte[] groupKey) {
    return Arrays.equals(key, 0, groupEnd, groupKey, 0, groupKey.length);
  }

  /** Compares the group of the entry with another, which has no header. */
  int compareGroup(byte[] other) {
    return Arrays.compareUnsigned(key, DatomKeys.HEADER_BYTES, groupEnd, other, 0, other.length);
  }

  /** The t of the retraction. */
  long retracted() {
    return retracted;
  }

  /** The datom, without its group. */
  PastRow row() {
    return new PastRow(Arrays.copyOfRange(key, restAt, length), asserted(), retracted);
  }

  /** The t of the assertion. */
  long asserted() {
    int read = Math.min(cursor.readValue(entry), entry.length);
    return reader.reset(entry, 0, read).readId();
  }

  /** The t of the assertion that an entry tells of. */
  static long asserted(byte[] entry) {
    return new KeyReader(entry).readId();
  }

  /** Whether the entity could have no other value when the datom was retracted. */
  boolean wasSingle() {
    int read = Math.min(cursor.readValue(entry), entry.length);
    reader.reset(entry, 0, read).skipId();
    return reader.readByte() == 1;
  }

  /** The whole value in the entry of a datom in EAVT whose place has only its beginning. */
  static Object wholeValue(byte @Nullable [] entry, Index index, long e, long a) {
    if (entry == null) {
      throw DecodedDatoms.damaged("a superseded datom is missing from EAVT", index, e, a);
    }
    KeyReader reader = new KeyReader(entry);
    reader.skipId();
    reader.skipRaw(1);
    Object value = reader.readValue();
    if (value == null) {
      throw DecodedDatoms.damaged("a datom has no value", index, e, a);
    }
    return value;
  }

  @Override
  public void close() {
    Budget.current().countRead(bytesRead);
    bytesRead = 0;
    cursor.close();
  }
}

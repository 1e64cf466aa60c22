package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.datom.Index;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The live datoms of an index that were asserted within some time. */
final class StoredDatoms extends DecodedDatoms {

  /** Enough for most keys and entries; buffers grow when there is a longer one. */
  private static final int ROOM = 128;

  private static final int MOST_ROOM = 2 * DatomKeys.MAX_KEY_BYTES;

  private final ReadView view;
  private final Cursor cursor;
  private final Period asserted;
  private final KeyReader entryReader = new KeyReader();
  private byte[] entry = {};

  /** The bytes of the entry that were read, or -1 where it was not read yet. */
  private int entryLength;

  private boolean valueIsBeside;
  private long bytesRead;

  private StoredDatoms(ReadView view, Index index, Cursor cursor, Period asserted) {
    super(index, DatomKeys.HEADER_BYTES, ROOM);
    this.view = view;
    this.cursor = cursor;
    this.asserted = asserted;
  }

  /** Opens a walk over a range. */
  static PlacedDatoms open(ReadView view, IndexRange range, boolean reverse, Period asserted) {
    StoredDatoms datoms = open(view, range.index(), range.live(), reverse, asserted);
    if (!range.cutsGroups() || !DatomKeys.keepsSingleValueBeside(range.index())) {
      return datoms;
    }
    // A value beside the key lies where its group begins: it may be in a range that begins after
    // that, and need not be in one that ends after that.
    if (range.from().length == range.fromGroup().length) {
      return new SelectedDatoms(datoms, range::contains);
    }
    byte[] group = new DatomKeys().inSpace(DatomKeys.space(range.index()), range.fromGroup());
    try {
      StoredDatoms single = open(view, range.index(), KeyRange.only(group), reverse, asserted);
      return new MergedDatoms(new SelectedDatoms(single, range::contains), datoms, reverse, false);
    } catch (RuntimeException | Error failure) {
      datoms.close();
      throw failure;
    }
  }

  private static StoredDatoms open(
      ReadView view, Index index, KeyRange keys, boolean reverse, Period asserted) {
    ScanOptions options = reverse ? ScanOptions.REVERSE : ScanOptions.FORWARD;
    return new StoredDatoms(view, index, view.scan(keys, options), asserted);
  }

  @Override
  public boolean next() {
    while (cursor.next()) {
      end = cursor.readKey(place);
      if (end > DatomKeys.MAX_KEY_BYTES) {
        throw new CorruptionException(
            "a key is longer than any dfdb writes", Map.of("index", index, "key", cursor.key()));
      }
      if (end > place.length) {
        place = new byte[MOST_ROOM];
        end = cursor.readKey(place);
      }
      decode();
      bytesRead += end;
      entryLength = -1;
      valueIsBeside = DatomKeys.keepsSingleValueBeside(index) && groupEnd() == end;
      if (asserted.isAlways() || asserted.contains(t())) {
        return true;
      }
    }
    return false;
  }

  private long t() {
    readEntry();
    return entryReader.readId();
  }

  /** Reads the entry, if it was not read yet, and goes to its beginning. */
  private void readEntry() {
    if (entryLength < 0) {
      if (entry.length == 0) {
        entry = new byte[ROOM];
      }
      entryLength = cursor.readValue(entry);
      if (entryLength > entry.length && entry.length < MOST_ROOM) {
        entry = new byte[MOST_ROOM];
        entryLength = cursor.readValue(entry);
      }
      bytesRead += Math.min(entryLength, entry.length);
      if (entryLength > entry.length) {
        // Only a value that is too long for a key makes an entry long; it is read if it is wanted.
        entryLength = entry.length;
      }
    }
    entryReader.reset(entry, 0, entryLength);
  }

  @Override
  public long tx() {
    return EntityIds.ofTransaction(t());
  }

  @Override
  public int end() {
    if (valueIsBeside) {
      valueIsBeside = false;
      readEntry();
      entryReader.skipId();
      int from = entryReader.position();
      entryReader.skipValueBounded(DatomKeys.MAX_VALUE_BYTES);
      int length = entryReader.position() - from;
      if (end + length > place.length) {
        place = Arrays.copyOf(place, MOST_ROOM);
      }
      System.arraycopy(entry, from, place, end, length);
      end += length;
    }
    return end;
  }

  @Override
  Object wholeValue() {
    byte[] raw = rawValue();
    return index == Index.EAVT
        ? wholeValue(cursor.value(), raw, e(), a())
        : wholeValue(entry(raw, e(), a()), raw, e(), a());
  }

  @Override
  Supplier<Object> laterWholeValue() {
    byte[] raw = rawValue();
    long e = e();
    long a = a();
    return () -> wholeValue(entry(raw, e, a), raw, e, a);
  }

  /** The entry in EAVT of a datom whose value is given as it stands in keys. */
  private byte @Nullable [] entry(byte[] raw, long e, long a) {
    DatomKeys keys = new DatomKeys();
    byte[] beside = view.get(keys.liveOfRaw(e, a, new byte[0]));
    return beside != null ? beside : view.get(keys.liveOfRaw(e, a, raw));
  }

  /** The whole value in an entry of EAVT, which may have the value as in a key before it. */
  private Object wholeValue(byte @Nullable [] found, byte[] raw, long e, long a) {
    if (found == null) {
      throw damaged("a datom is missing from EAVT", index, e, a);
    }
    bytesRead += found.length;
    entryReader.reset(found, 0, found.length);
    entryReader.skipId();
    int at = entryReader.position();
    boolean besideIt =
        Arrays.mismatch(found, at, Math.min(found.length, at + raw.length), raw, 0, raw.length) < 0;
    if (besideIt) {
      entryReader.skipRaw(raw.length);
    }
    Object value = entryReader.readValue();
    if (value == null) {
      throw damaged("a datom has no value", index, e, a);
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

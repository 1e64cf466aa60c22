package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.datom.Index;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.ReadView;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The datoms of an index as a storage cursor passes over their keys. */
final class StoredDatoms implements DatomCursor {

  private final ReadView view;
  private final Cursor cursor;
  private final Index index;
  private final byte[] key = new byte[DatomKeys.MAX_KEY_BYTES];
  private final KeyReader reader = new KeyReader();
  private byte[] stored = new byte[16];
  private int keyLength;
  private long e;
  private long a;
  private int valueAt;
  private long referred;

  StoredDatoms(ReadView view, Cursor cursor, Index index) {
    this.view = view;
    this.cursor = cursor;
    this.index = index;
  }

  @Override
  public boolean next() {
    if (!cursor.next()) {
      return false;
    }
    keyLength = cursor.readKey(key);
    if (keyLength > key.length) {
      throw new CorruptionException(
          "a key is longer than any dfdb writes", Map.of("index", index, "key", cursor.key()));
    }
    reader.reset(key, 0, keyLength);
    reader.skipId();
    reader.readByte();
    switch (index) {
      case EAVT -> {
        e = reader.readId();
        a = reader.readId();
        valueAt = reader.position();
      }
      case AEVT -> {
        a = reader.readId();
        e = reader.readId();
        valueAt = reader.position();
      }
      case AVET -> {
        a = reader.readId();
        valueAt = reader.position();
        reader.skipValueBounded(DatomKeys.MAX_VALUE_BYTES);
        e = reader.readId();
      }
      case VAET -> {
        referred = reader.readId();
        a = reader.readId();
        e = reader.readId();
      }
    }
    return true;
  }

  @Override
  public long e() {
    return e;
  }

  @Override
  public long a() {
    return a;
  }

  @Override
  public Object v() {
    if (index == Index.VAET) {
      return referred;
    }
    reader.reset(key, valueAt, keyLength - valueAt);
    return present(reader.atShortened(DatomKeys.MAX_VALUE_BYTES) ? whole() : reader.readValue());
  }

  @Override
  public long tx() {
    int length = cursor.readValue(stored);
    reader.reset(stored, 0, Math.min(length, stored.length));
    return EntityIds.ofTransaction(reader.readId());
  }

  @Override
  public void close() {
    cursor.close();
  }

  /** The value of which the key has only the beginning: it lies beside the datom's key in EAVT. */
  private @Nullable Object whole() {
    byte[] entry;
    if (index == Index.EAVT) {
      entry = cursor.value();
    } else {
      int end = index == Index.AVET ? endOfValue() : keyLength;
      byte[] eavt = new DatomKeys().eavtOfRaw(e, a, Arrays.copyOfRange(key, valueAt, end));
      entry = view.get(eavt);
      if (entry == null) {
        throw new CorruptionException(
            "a datom is missing from EAVT", Map.of("e", e, "a", a, "index", index));
      }
    }
    reader.reset(entry, 0, entry.length);
    reader.skipId();
    return reader.readValue();
  }

  private int endOfValue() {
    reader.reset(key, valueAt, keyLength - valueAt);
    reader.skipValueBounded(DatomKeys.MAX_VALUE_BYTES);
    return valueAt + reader.position();
  }

  private Object present(@Nullable Object value) {
    if (value == null) {
      throw new CorruptionException("a datom has no value", Map.of("e", e, "a", a, "index", index));
    }
    return value;
  }
}

package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.datom.Index;

/** A walk over the one live datom of an entity and an attribute, of which the entry was read. */
final class StoredDatom extends OneDatom {

  private final byte[] entry;

  /** Stands before the datom that an entry of EAVT holds, value and all. */
  StoredDatom(long e, long a, byte[] entry) {
    super(e, a);
    this.entry = entry;
  }

  @Override
  public Object v() {
    KeyReader reader = new KeyReader(entry);
    reader.skipId();
    if (reader.atShortened(DatomKeys.MAX_VALUE_BYTES)) {
      // The whole value stands behind what of it goes into keys.
      reader.skipValueBounded(DatomKeys.MAX_VALUE_BYTES);
    }
    Object value = reader.readValue();
    if (value == null) {
      throw DecodedDatoms.damaged("a datom has no value", Index.EAVT, e, a);
    }
    return value;
  }

  @Override
  public long tx() {
    return EntityIds.ofTransaction(new KeyReader(entry).readId());
  }
}

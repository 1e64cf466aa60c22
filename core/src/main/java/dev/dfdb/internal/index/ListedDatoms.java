package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.Iterator;
import java.util.Map;

/** Datoms in memory, given in the order of an index with their places. */
final class ListedDatoms extends WholeDatoms {

  private final Iterator<Map.Entry<Place, Datom>> entries;

  ListedDatoms(Index index, Iterator<Map.Entry<Place, Datom>> entries) {
    super(index);
    this.entries = entries;
  }

  @Override
  public boolean next() {
    if (!entries.hasNext()) {
      return false;
    }
    goTo(entries.next());
    decode();
    return true;
  }

  @Override
  public void close() {}
}

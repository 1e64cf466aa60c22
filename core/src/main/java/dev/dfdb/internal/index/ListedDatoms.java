package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Datoms in memory, given in the order of an index with their places. */
final class ListedDatoms extends DecodedDatoms {

  private final Iterator<Map.Entry<Place, Datom>> entries;
  private @Nullable Datom datom;

  ListedDatoms(Index index, Iterator<Map.Entry<Place, Datom>> entries) {
    super(index, 0);
    this.entries = entries;
  }

  @Override
  public boolean next() {
    if (!entries.hasNext()) {
      return false;
    }
    Map.Entry<Place, Datom> entry = entries.next();
    end = entry.getKey().copyTo(place);
    datom = entry.getValue();
    decode();
    return true;
  }

  @Override
  public Datom datom() {
    if (datom == null) {
      throw new IllegalStateException("the walk does not stand on a datom");
    }
    return datom;
  }

  @Override
  public long tx() {
    return datom().tx();
  }

  @Override
  public boolean added() {
    return datom().added();
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  Object wholeValue() {
    return datom().v();
  }

  @Override
  public void close() {}
}

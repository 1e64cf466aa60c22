package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A walk over datoms that are whole in memory, beside their places. */
abstract class WholeDatoms extends DecodedDatoms {

  private @Nullable Datom datom;

  WholeDatoms(Index index) {
    super(index, 0, 2 * DatomKeys.MAX_KEY_BYTES);
  }

  /** Reads the place of a datom, which the walk may then be made to stand on. */
  final void goTo(Map.Entry<Place, Datom> entry) {
    end = entry.getKey().copyTo(place);
    datom = entry.getValue();
  }

  @Override
  public final Datom datom() {
    if (datom == null) {
      throw new IllegalStateException("the walk does not stand on a datom");
    }
    return datom;
  }

  @Override
  public final long tx() {
    return datom().tx();
  }

  @Override
  public final boolean added() {
    return datom().added();
  }

  @Override
  public final int end() {
    return end;
  }

  @Override
  final Object wholeValue() {
    return datom().v();
  }
}

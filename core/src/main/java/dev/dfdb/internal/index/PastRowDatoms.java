package dev.dfdb.internal.index;

import dev.dfdb.storage.ReadView;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A walk over superseded datoms, which are rows within groups. */
abstract class PastRowDatoms extends DecodedDatoms {

  private final ReadView view;
  private final IndexRange range;
  private @Nullable PastRow row;

  PastRowDatoms(ReadView view, IndexRange range) {
    super(range.index(), DatomKeys.HEADER_BYTES, 2 * DatomKeys.MAX_KEY_BYTES);
    this.view = view;
    this.range = range;
  }

  /** Goes to a row of the group with a key; false if the range does not have it. */
  final boolean goTo(byte[] groupKey, PastRow next) {
    System.arraycopy(groupKey, 0, place, 0, groupKey.length);
    System.arraycopy(next.rest(), 0, place, groupKey.length, next.rest().length);
    end = groupKey.length + next.rest().length;
    if (!range.contains(place, start, end)) {
      return false;
    }
    row = next;
    decode();
    return true;
  }

  /** The present row. */
  final PastRow row() {
    if (row == null) {
      throw new IllegalStateException("the walk does not stand on a datom");
    }
    return row;
  }

  @Override
  public final int end() {
    return end;
  }

  @Override
  final Object wholeValue() {
    return laterWholeValue().get();
  }

  @Override
  final Supplier<Object> laterWholeValue() {
    long e = e();
    long a = a();
    byte[] key = new DatomKeys().pastOfRaw(e, a, row().retracted(), rawValue());
    return () -> PastEntries.wholeValue(view.get(key), index, e, a);
  }
}

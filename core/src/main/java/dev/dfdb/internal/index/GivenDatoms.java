package dev.dfdb.internal.index;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The datoms that a walk has given, as far as it might come to them again. */
sealed interface GivenDatoms {

  /** Notes the datom that a walk stands on; false if it was given before. */
  boolean add(PlacedDatoms datom);

  /** The last that was given; null if there is none. */
  @Nullable
  Datum last();

  /** Whether there are more than can be remembered. */
  boolean isTooMuch();

  /** Of a walk with one datom in each place: all up to the last. */
  final class UpTo implements GivenDatoms {

    private final boolean reverse;
    private byte[] place = new byte[64];
    private int length = -1;

    UpTo(boolean reverse) {
      this.reverse = reverse;
    }

    @Override
    public boolean add(PlacedDatoms datom) {
      int end = datom.end(); // first: asking for it may complete the place
      byte[] bytes = datom.bytes();
      int start = datom.start();
      if (length >= 0) {
        int order = Arrays.compareUnsigned(bytes, start, end, place, 0, length);
        if (order == 0 || order > 0 == reverse) {
          return false;
        }
      }
      int size = end - start;
      if (size > place.length) {
        place = new byte[2 * size];
      }
      System.arraycopy(bytes, start, place, 0, size);
      length = size;
      return true;
    }

    @Override
    public @Nullable Datum last() {
      return length < 0 ? null : new Datum(Arrays.copyOf(place, length), 0, true);
    }

    @Override
    public boolean isTooMuch() {
      return false;
    }
  }

  /**
   * Of a walk through a history: all of the present group, whose order a later state may change.
   */
  final class OfGroup implements GivenDatoms {

    private static final int MOST = 1 << 18;

    private final Set<Datum> given = new HashSet<>();
    private byte[] group = {};
    private @Nullable Datum last;

    @Override
    public boolean add(PlacedDatoms datom) {
      int end = datom.end();
      if (!DimensionIndex.isSameGroup(group, datom)) {
        group = Arrays.copyOfRange(datom.bytes(), datom.start(), datom.groupEnd());
        given.clear();
      }
      Datum datum = new Datum(
          Arrays.copyOfRange(datom.bytes(), datom.start(), end), datom.tx(), datom.added());
      if (given.size() < MOST && !given.add(datum)) {
        return false;
      }
      last = datum;
      return true;
    }

    @Override
    public @Nullable Datum last() {
      return last;
    }

    @Override
    public boolean isTooMuch() {
      return given.size() >= MOST;
    }
  }
}

package dev.dfdb.internal.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The {@linkplain DatomKeys#place place} of a datom, as a key of maps. Immutable. */
final class Place implements Comparable<Place> {

  private final byte[] bytes;

  /** Takes the array over. */
  Place(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The place that a walk stands on. */
  static Place of(PlacedDatoms datom) {
    // The end first: asking for it may complete the place.
    int end = datom.end();
    return new Place(Arrays.copyOfRange(datom.bytes(), datom.start(), end));
  }

  /** Copies it, as much as fits, and returns how much that is. */
  int copyTo(byte[] buffer) {
    int length = Math.min(bytes.length, buffer.length);
    System.arraycopy(bytes, 0, buffer, 0, length);
    return length;
  }

  @Override
  public int compareTo(Place other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Place that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}

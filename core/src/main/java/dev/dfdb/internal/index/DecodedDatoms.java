package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.datom.Index;
import dev.dfdb.error.CorruptionException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the place of a datom: the ids at once, as every reader wants them, the value if asked.
 */
abstract class DecodedDatoms implements PlacedDatoms {

  final Index index;
  byte[] place;
  final KeyReader reader = new KeyReader();
  final int start;
  int end;
  private int valueAt;
  private int groupEnd;
  private long e;
  private long a;
  private long referred;

  /**
   * A walk that stands on nothing.
   *
   * @param start where places begin in the buffer
   * @param room the bytes of the buffer at first
   */
  DecodedDatoms(Index index, int start, int room) {
    this.index = index;
    this.place = new byte[room];
    this.start = start;
  }

  /** Looks at the place now in the buffer, which may lack a value at its end. */
  final void decode() {
    reader.reset(place, start, end - start);
    switch (index) {
      case EAVT -> {
        e = reader.readId();
        a = reader.readId();
        valueAt = start + reader.position();
        groupEnd = valueAt;
      }
      case AEVT -> {
        a = reader.readId();
        e = reader.readId();
        valueAt = start + reader.position();
        groupEnd = valueAt;
      }
      case AVET -> {
        a = reader.readId();
        valueAt = start + reader.position();
        reader.skipValueBounded(DatomKeys.MAX_VALUE_BYTES);
        groupEnd = start + reader.position();
        e = reader.readId();
      }
      case VAET -> {
        referred = reader.readId();
        a = reader.readId();
        groupEnd = start + reader.position();
        e = reader.readId();
      }
    }
  }

  @Override
  public final long e() {
    return e;
  }

  @Override
  public final long a() {
    return a;
  }

  @Override
  public final Object v() {
    if (index == Index.VAET) {
      return referred;
    }
    int to = end();
    reader.reset(place, valueAt, to - valueAt);
    Object value =
        reader.atShortened(DatomKeys.MAX_VALUE_BYTES) ? wholeValue() : reader.readValue();
    if (value == null) {
      throw damaged("a datom has no value");
    }
    return value;
  }

  @Override
  public final Supplier<Object> laterValue() {
    if (index != Index.VAET) {
      int to = end();
      reader.reset(place, valueAt, to - valueAt);
      if (reader.atShortened(DatomKeys.MAX_VALUE_BYTES)) {
        return laterWholeValue();
      }
    }
    Object value = v();
    return () -> value;
  }

  /** The same to be had later; here it is in memory already. */
  Supplier<Object> laterWholeValue() {
    Object value = v();
    return () -> value;
  }

  /** The value of which the place has only the beginning. */
  abstract @Nullable Object wholeValue();

  /** The value as it stands in the place. */
  final byte[] rawValue() {
    // The end first: asking for it may complete the place.
    int to = index == Index.AVET ? groupEnd : end();
    return Arrays.copyOfRange(place, valueAt, to);
  }

  final CorruptionException damaged(String what) {
    return damaged(what, index, e, a);
  }

  static CorruptionException damaged(String what, Index index, long e, long a) {
    return new CorruptionException(what, Map.of("e", e, "a", a, "index", index));
  }

  @Override
  public final byte[] bytes() {
    return place;
  }

  @Override
  public final int start() {
    return start;
  }

  @Override
  public final int groupEnd() {
    return groupEnd;
  }
}

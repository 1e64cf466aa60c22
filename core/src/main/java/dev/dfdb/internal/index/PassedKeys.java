package dev.dfdb.internal.index;

import dev.dfdb.datom.Index;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One state as a walk over an index reads it, which notes how far the cursors of the walk have
 * come. So a walk that is cut off makes headway even while it finds nothing. Used by one thread at
 * a time.
 */
final class PassedKeys implements ReadView {

  private final ReadView state;
  private final boolean reverse;
  private final List<Noted> cursors = new ArrayList<>();

  /** The last key of the cursor that the next one through the past comes in the place of. */
  private byte[] left = {};

  PassedKeys(ReadView state, boolean reverse) {
    this.state = state;
    this.reverse = reverse;
  }

  /**
   * What is left of a range of live datoms in a later state. Those that were passed are still there
   * or superseded, and no others can have come that the walk is to give.
   *
   * @param byGroup whether a group is gone through again from its beginning
   */
  IndexRange restOfLive(IndexRange range, boolean byGroup) {
    boolean anyLeft = cursors.stream().anyMatch(cursor -> cursor.isLive() && !cursor.isOver);
    return rest(range, byGroup, cursor -> cursor.isLive() && (!anyLeft || !cursor.isOver));
  }

  /**
   * What is left of a range of superseded datoms, by whole groups: also those that were live, and
   * not passed yet, may be among them by then.
   */
  IndexRange restOfPast(IndexRange range) {
    return rest(range, true, cursor -> !cursor.isOver);
  }

  private IndexRange rest(IndexRange range, boolean byGroup, Predicate<Noted> which) {
    byte[] least = null;
    for (Noted cursor : cursors) {
      if (which.test(cursor)) {
        byte[] place = cursor.place(range.index(), byGroup);
        if (place == null) {
          return range; // nothing was read by one of them
        }
        if (least == null || (Arrays.compareUnsigned(place, least) < 0) != reverse) {
          least = place;
        }
      }
    }
    if (least == null) {
      return range;
    }
    return reverse ? range.endingWith(least) : range.beginningWith(least);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return state.get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) {
    return state.getAll(keys);
  }

  @Override
  public Cursor scan(KeyRange range, ScanOptions options) {
    if (options.reverse() != reverse) {
      return state.scan(range, options); // a look aside
    }
    Noted noted = new Noted(range); // noted before it is opened, as that may fail
    noted.cursor = state.scan(range, options);
    return noted;
  }

  @Override
  public void close() {}

  /** A cursor whose last key is noted. */
  private final class Noted implements Cursor {

    private final boolean isLive;
    private @Nullable Cursor cursor;
    private byte[] key = new byte[64];
    private int length;
    private boolean isOver;

    Noted(KeyRange range) {
      this.isLive = IndexRange.isLive(Objects.requireNonNull(range.start()));
      cursors.add(this);
      if (!isLive && left.length > 0) {
        key = left;
        length = left.length;
      }
    }

    boolean isLive() {
      return isLive;
    }

    /** The last place, or group, that it has come to; null if it has come to none. */
    byte @Nullable [] place(Index index, boolean byGroup) {
      if (length == 0) {
        return null;
      }
      byte[] place = Arrays.copyOfRange(key, DatomKeys.HEADER_BYTES, length);
      return isLive && !byGroup ? place : IndexRange.groupOf(index, place);
    }

    @Override
    public boolean next() {
      isOver = !open().next();
      return !isOver;
    }

    @Override
    public byte[] key() {
      return open().key();
    }

    @Override
    public byte[] value() {
      return open().value();
    }

    @Override
    public int readKey(byte[] buffer) {
      int read = open().readKey(buffer);
      if (read <= buffer.length) {
        if (read > key.length) {
          key = new byte[2 * read];
        }
        System.arraycopy(buffer, 0, key, 0, read);
        length = read;
      }
      return read;
    }

    @Override
    public int readValue(byte[] buffer) {
      return open().readValue(buffer);
    }

    @Override
    public void close() {
      cursors.remove(this);
      if (!isLive) {
        left = Arrays.copyOf(key, length);
      }
      open().close();
    }

    private Cursor open() {
      return Objects.requireNonNull(cursor);
    }
  }
}
